"""What a page has to know of the request that asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from interim.asgi.channel import Scope
from interim.asgi.origin import origin_of

__all__ = ["Visit", "visit_of"]

_MANY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request for a page.

    Attributes:
        base: the path under which the site is mounted, without a slash at its end.
        origin: scheme and authority that the client used, for what people copy.
        query: the parameters; of several of a name, the last.
    """

    base: str = ""
    origin: str = "http://localhost:8102"
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The address of the site, without a slash at its end."""
        return self.origin + self.base


def visit_of(scope: Scope) -> Visit:
    """The visit of a request. A query beyond measure is read as none: pages have no use for it."""
    try:
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=_MANY)
    except ValueError:
        pairs = []
    return Visit(base=scope.get("root_path", "").rstrip("/"), origin=origin_of(scope), query=dict(pairs))
