"""Where the monitor of an application is, as seen by the client of a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from interim.asgi.origin import origin_of
from interim.exchange.fields import FieldLine

__all__ = ["Place", "is_at_monitor", "mounted_at", "place_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The monitor.

    Attributes:
        path: of all operations, such as ``/operations``, with what the application is mounted under; percent-encoded.
        origin: scheme and authority that the client used.
    """

    path: str
    origin: str

    def of(self, id: str) -> str:
        """The path of one operation."""
        return f"{self.path}/{id}"

    def link(self, id: str) -> FieldLine:
        """The field that leads from any response of an operation to its monitor (RFC 8631 §4.4)."""
        return b"link", f'<{self.of(id)}>; rel="status"'.encode()


def place_of(scope: Mapping[str, Any], path: str) -> Place:
    """The place, for a request to an endpoint of the application that mounts the monitor at `path`."""
    return mounted_at(scope, _root(scope) + path)


def mounted_at(scope: Mapping[str, Any], path: str) -> Place:
    """The place, for a path as ASGI has it: decoded, and where a route has parameters, anything that a client wrote."""
    return Place(path=quote(path.rstrip("/")), origin=origin_of(dict(scope)))


def is_at_monitor(scope: Mapping[str, Any], path: str) -> bool:
    """Whether a request is for the monitor itself."""
    base = _root(scope) + path
    return bool(scope["path"] == base or scope["path"].startswith(f"{base}/"))


def _root(scope: Mapping[str, Any]) -> str:
    # Starlette counts what a sub-application is mounted under to root_path, and keeps the root itself beside it.
    root: str = scope.get("app_root_path", scope.get("root_path", ""))
    return root.rstrip("/")
