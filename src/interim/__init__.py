"""HTTP interim (1xx) responses: simulate them, send them from any ASGI application, know them."""

import importlib
from typing import TYPE_CHECKING

from interim.version import __version__

if TYPE_CHECKING:
    from interim.asgi.channel import Pushed
    from interim.asgi.interim import Delivery, send_interim
    from interim.asgi.keepalive import KeepAlive
    from interim.errors import (
        InterimError,
        InvalidInput,
        LocalProtocolError,
        ProtocolError,
        RemoteProtocolError,
        UnknownCode,
        UnsupportedServer,
    )
    from interim.operations.detach import Detach
    from interim.operations.op import Op
    from interim.operations.operations import Operations

__all__ = [
    "Delivery",
    "Detach",
    "InterimError",
    "InvalidInput",
    "KeepAlive",
    "LocalProtocolError",
    "Op",
    "Operations",
    "ProtocolError",
    "Pushed",
    "RemoteProtocolError",
    "UnknownCode",
    "UnsupportedServer",
    "__version__",
    "send_interim",
]

_HOMES = {
    "Delivery": "interim.asgi.interim",
    "Detach": "interim.operations.detach",
    "KeepAlive": "interim.asgi.keepalive",
    "Op": "interim.operations.op",
    "Operations": "interim.operations.operations",
    "Pushed": "interim.asgi.channel",
    "send_interim": "interim.asgi.interim",
}

if not TYPE_CHECKING:  # A type checker that saw it would take any name for an attribute.

    def __getattr__(name: str) -> object:
        # The command line starts here, too, and asyncio alone costs it more than all of click.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(_HOMES.get(name, "interim.errors")), name)
        globals()[name] = value
        return value
