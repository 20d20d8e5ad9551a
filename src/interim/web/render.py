"""Templates to pages."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from interim.codes.registry import REGISTRY, REGISTRY_DATE
from interim.version import __version__
from interim.web.assets import asset_path
from interim.web.markup import marked
from interim.web.representation import Representation, represent
from interim.web.visit import Visit

__all__ = ["render"]

_HTML = "text/html; charset=utf-8"

_TEMPLATES = Environment(
    loader=PackageLoader("interim.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_TEMPLATES.filters["marked"] = marked
_TEMPLATES.globals |= {
    "version": __version__,
    "registry": REGISTRY,
    "registry_date": REGISTRY_DATE,
    "asset": asset_path,
}


def render(template: str, visit: Visit, *, http_status: int = 200, **values: Any) -> Representation:
    """The page that a template makes of the values; `visit` and `base` are among them."""
    text = _TEMPLATES.get_template(template).render(visit=visit, base=visit.base, **values)
    return represent(text.encode(), _HTML, status=http_status)
