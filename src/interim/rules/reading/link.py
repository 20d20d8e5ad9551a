"""Link: RFC 8288 §3."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from interim.exchange.fields import Fields

__all__ = ["Link", "read_links"]

_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_TARGET = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER = re.compile(rf"\s*;\s*(?P<name>[^\s=;,\"<>]*)\s*(?:=\s*(?P<value>{_QUOTED}|[^\s;,\"]*))?")
_NEXT = re.compile(r"[^,]*+,")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link.

    Attributes:
        target: resolved against the base as far as it can be; else as it was written.
        relations: the relation types, in lower case; "" stands for none.
    """

    target: str
    relations: frozenset[str]


def read_links(fields: Fields, base: str = "") -> tuple[Link, ...]:
    """The links of all Link lines, in order. Whatever is no link is passed over.

    Args:
        fields: of the message.
        base: the URI that relative targets are resolved against.
    """
    links = []
    for line in fields.get_all("link"):
        at = 0
        while (match := _TARGET.match(line, at)) is not None:
            relations, at = _relations(line, match.end())
            links.append(Link(target=_resolve(base, match[1].strip()), relations=relations))
            following = _NEXT.match(line, at)
            at = following.end() if following is not None else len(line)
    return tuple(links)


def _relations(line: str, at: int) -> tuple[frozenset[str], int]:
    relations: frozenset[str] | None = None
    while (match := _PARAMETER.match(line, at)) is not None:
        at = match.end()
        # RFC 8288 §3.3: of several rel parameters the first counts.
        if relations is None and match["name"].lower() == "rel":
            relations = frozenset((match["value"] or "").strip('"').lower().split())
    return relations or frozenset({""}), at


def _resolve(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target
