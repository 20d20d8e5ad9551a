"""The path of a request below the point where the application is mounted."""

from urllib.parse import quote

from interim.asgi.channel import Scope

__all__ = ["local_path"]


def local_path(scope: Scope) -> str:
    """The path without the root path, percent-encoded as it came; it begins with a slash.

    ASGI's `path` contains the root path, and so does `raw_path`, which a server may leave out.
    """
    raw: bytes | None = scope.get("raw_path")
    root: str = scope.get("root_path", "")
    path = raw.decode("latin-1") if raw else quote(scope["path"])
    if not root:
        return path
    for prefix in (quote(root), root):
        if path.startswith(prefix):
            return path[len(prefix) :] or "/"
    # A proxy stripped the root path from what it passed on.
    return path
