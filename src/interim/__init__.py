"""HTTP interim (1xx) responses: simulate them, send them from any ASGI application, know them."""

from interim.asgi.channel import Pushed
from interim.asgi.interim import Delivery, send_interim
from interim.errors import (
    InterimError,
    InvalidInput,
    LocalProtocolError,
    ProtocolError,
    RemoteProtocolError,
    UnknownCode,
    UnsupportedServer,
)
from interim.version import __version__

__all__ = [
    "Delivery",
    "InterimError",
    "InvalidInput",
    "LocalProtocolError",
    "ProtocolError",
    "Pushed",
    "RemoteProtocolError",
    "UnknownCode",
    "UnsupportedServer",
    "__version__",
    "send_interim",
]
