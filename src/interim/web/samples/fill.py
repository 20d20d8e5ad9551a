"""Fills in the files: placeholders become what a code asks for, as it is written in the language of the file."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from interim.web.samples.literal import LITERALS

__all__ = ["fill", "site_of"]


def _aligned(names: Iterable[str], name: str) -> str:
    """The key of a map with the space after it that gofmt puts there."""
    longest = max(map(len, names))
    return f'"{name}": ' + " " * (longest - len(name))


# What comes out is source code. The page that shows it escapes it.
_FILES = Environment(
    loader=PackageLoader("interim.web.samples", "files"),
    autoescape=False,  # noqa: S701
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,
)
_FILES.filters |= {**LITERALS, "aligned": _aligned}


def fill(folder: str, template: str, values: Mapping[str, Any]) -> str:
    """The text of a file of a folder, filled in."""
    return _FILES.get_template(f"{folder}/{template}.jinja").render(values)


def site_of(origin: str) -> str:
    """Scheme and authority, which what a Location says is relative to, also where the simulator is mounted deeper."""
    parts = urlsplit(origin)
    return f"{parts.scheme}://{parts.netloc}"
