"""The protocol classes for uvicorn: give one to ``uvicorn --http``, and its applications can send interim responses.

::

    uvicorn app:app --http interim.servers.uvicorn:InterimHttpTools   HTTP/1.1, the fastest
    uvicorn app:app --http interim.servers.uvicorn:InterimH11         HTTP/1.1, pure Python
    uvicorn app:app --http interim.servers.uvicorn:InterimZttp        HTTP/2 and HTTP/1.1

Each is imported when it is asked for, as each needs another parser. ``interim run`` chooses by itself.
"""

import importlib
from typing import TYPE_CHECKING, Any

from interim.errors import UnsupportedServer

if TYPE_CHECKING:
    from interim.servers.uvicorn_h11 import InterimH11
    from interim.servers.uvicorn_httptools import InterimHttpTools
    from interim.servers.uvicorn_zttp import InterimZttp

__all__ = ["InterimH11", "InterimHttpTools", "InterimZttp"]

_HOMES = {
    "InterimH11": ("interim.servers.uvicorn_h11", "uvicorn"),
    "InterimHttpTools": ("interim.servers.uvicorn_httptools", "uvicorn"),
    "InterimZttp": ("interim.servers.uvicorn_zttp", "http2"),
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, extra = home
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        raise UnsupportedServer(
            f"{name} needs {error.name}, which is not installed; run: pip install 'interim[{extra}]'"
        ) from error
