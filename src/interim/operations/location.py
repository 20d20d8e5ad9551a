"""Where operations are kept: a URL, as SQLAlchemy writes it, to the path of a file."""

import re
from pathlib import Path

from interim.errors import InvalidInput

__all__ = ["database_path"]

_ALLOWED = "sqlite:///FILE for a file relative to the working directory, sqlite:////FILE for an absolute path"
_SQLITE = re.compile(r"sqlite://(?P<host>[^/]*)(?:/(?P<path>.*))?")


def database_path(url: str) -> Path:
    """The file that a URL names.

    Raises:
        InvalidInput: it names none; says what would.
    """
    found = _SQLITE.fullmatch(url)
    if found is None:
        scheme = url.partition(":")[0] if "://" in url else ""
        raise InvalidInput(
            "url", url, f"{_ALLOWED}; {scheme or 'a path without a scheme'} is not a store of this version"
        )
    path = found["path"]
    if found["host"]:
        raise InvalidInput("url", url, f"{_ALLOWED}; there is no host, so three slashes or four")
    if not path or path == ":memory:":
        raise InvalidInput("url", url, f"{_ALLOWED}; in memory nothing would survive a restart")
    if "?" in path or "#" in path or "\0" in path:
        raise InvalidInput("url", url, f"{_ALLOWED}; settings are keywords, not part of the URL")
    return Path(path)
