"""Style, scripts and icon, under addresses that change with their content."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from interim.web.representation import IMMUTABLE, Representation, represent

__all__ = ["asset", "asset_path"]

_MEDIA_TYPES: Mapping[str, str] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


def asset_path(name: str) -> str:
    """The path of an asset, below where the site is mounted.

    One digest is in the path of them all, so that a script can import another by a relative address.
    """
    return f"/assets/{_all()[0]}/{name}"


def asset(tail: str) -> Representation | None:
    """The asset at ``/assets/`` and this tail; None where there is none, or not any more."""
    digest, _, name = tail.partition("/")
    known, assets = _all()
    return assets.get(name) if digest == known else None


@cache
def _all() -> tuple[str, Mapping[str, Representation]]:
    contents = {
        entry.name: entry.read_bytes()
        for entry in sorted((files("interim.web") / "assets").iterdir(), key=lambda entry: entry.name)
        if entry.name.rpartition(".")[2] in _MEDIA_TYPES
    }
    digest = hashlib.sha256(b"\0".join(name.encode() + b"\0" + content for name, content in contents.items()))
    return digest.hexdigest()[:12], {
        name: represent(content, _MEDIA_TYPES[name.rpartition(".")[2]], caching=IMMUTABLE)
        for name, content in contents.items()
    }
