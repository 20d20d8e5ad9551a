"""One status code and the facts about it, as values.

Every fact that a specification states carries its clause, so that a page, a rule or a reader can
check it. A fact that nobody could verify is absent, never guessed.
"""

import enum
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from interim.errors import InvalidInput

__all__ = [
    "UNUSED",
    "Assignment",
    "CacheRule",
    "ContentRule",
    "FieldRule",
    "Level",
    "Redirect",
    "RetryRule",
    "Spec",
    "StatusCode",
    "VendorMeaning",
    "rfc",
]

UNUSED = "(Unused)"
"""What IANA calls a code that is reserved and has no meaning."""

_CLASS_NAMES = {
    1: "informational",
    2: "successful",
    3: "redirection",
    4: "client error",
    5: "server error",
}
_OUTSIDE = "outside 100-599"
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_CLAUSE = re.compile(r"RFC \d{3,5} (§|Appendix )\S+|draft-\S+, .+|\[MS-WDV\] §\S+")


class ContentRule(enum.Enum):
    """Whether a response with this status code has content: RFC 9110 §6.4.1."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    """The message ends with its header section; framing fields do not change that."""
    MUST_BE_EMPTY = "must be empty"
    """Content is framed as in any response, and its length is zero: only 205."""


class CacheRule(enum.Enum):
    """What a cache may do with a response that has no explicit freshness information."""

    NOT_APPLICABLE = "not applicable"
    """Not a final response (RFC 9111 §3), or never on the wire."""
    HEURISTIC = "heuristic"
    """May be stored and reused with a heuristic lifetime: RFC 9111 §4.2.2."""
    EXPLICIT_ONLY = "explicit only"
    """May be stored only when the response says so (Cache-Control, Expires)."""
    NEVER_STORE = "never store"
    """MUST NOT be stored, whatever the fields say."""


class Assignment(enum.Enum):
    """The standing of a code in the IANA registry, as of the registry's date."""

    ASSIGNED = "assigned"
    TEMPORARY = "temporary"
    DEPRECATED = "deprecated"
    UNUSED = "unused"
    OBSOLETED = "obsoleted"
    UNOFFICIAL = "unofficial"


class Level(enum.Enum):
    """How strongly a field is asked for."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    EXPECTED = "expected"
    """The clause presumes it, or advises it in lower-case words: ought to, can be used."""
    MAY = "MAY"
    CONVENTION = "convention"
    """Practice: the clause shows it and demands nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """A response field that this status code asks for.

    Attributes:
        when: the condition under which the level holds, in words; "" is always.
    """

    name: str
    level: Level
    when: str = ""
    clause: str

    def __post_init__(self) -> None:
        if not _FIELD_NAME.fullmatch(self.name):
            raise InvalidInput("field name", self.name, "a token such as Retry-After")
        _check_clause(self.clause)

    def to_json(self) -> dict[str, object]:
        """The rule as in the public JSON."""
        return {
            "name": self.name,
            "level": self.level.value,
            "when": self.when,
            "clause": self.clause,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRule:
    """Whether a client may send the request again after this status code.

    Attributes:
        allowed: False when the clause forbids an automatic retry.
        condition: what has to hold, or to change, first.
        retried_by: tools that do it when asked to, as measured: curl 7.88.1, urllib3 2.8.0.
    """

    allowed: bool = True
    condition: str
    clause: str
    retried_by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_clause(self.clause)

    def to_json(self) -> dict[str, object]:
        """The rule as in the public JSON."""
        return {
            "allowed": self.allowed,
            "condition": self.condition,
            "clause": self.clause,
            "retried_by": list(self.retried_by),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """What a user agent does with the Location of this status code: RFC 9110 §15.4.

    Attributes:
        changes_method: "may" is POST to GET, for historical reasons.
    """

    permanent: bool
    changes_method: Literal["no", "may", "yes"]
    clause: str

    def __post_init__(self) -> None:
        _check_clause(self.clause)

    def to_json(self) -> dict[str, object]:
        """The behaviour as in the public JSON."""
        return {
            "permanent": self.permanent,
            "changes_method": self.changes_method,
            "clause": self.clause,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Where a status code is defined.

    Attributes:
        section: "" when the document is cited as a whole.
    """

    document: str
    section: str
    url: str

    def __str__(self) -> str:
        return f"{self.document} §{self.section}" if self.section else self.document

    def to_json(self) -> dict[str, object]:
        """The place as in the public JSON."""
        return {"document": self.document, "section": self.section, "url": self.url}


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorMeaning:
    """What one product means by a code that IANA did not give it.

    Attributes:
        source: the address where the product, or an observation of it, says so.
    """

    name: str
    vendor: str
    source: str

    def to_json(self) -> dict[str, object]:
        """The meaning as in the public JSON."""
        return {"name": self.name, "vendor": self.vendor, "source": self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCode:
    """A status code and what is known about it.

    Attributes:
        name: the name to show; what a status line carries, except for `UNUSED`.
        iana_name: the name in the IANA registry, without its remarks; "" for an unofficial code.
            Left out, it is the name.
        interim: another response to the same request follows on this connection, in HTTP.
        cache_clause: what the cache rule rests on; "" where no rule applies.
        on_wire: False for a code that its vendor writes to logs, or into content, only.
        expires: the end of a temporary registration.
        note: what it means in practice, and its pitfalls.
    """

    code: int
    name: str
    iana_name: str = ""
    assignment: Assignment = Assignment.ASSIGNED
    spec: Spec | None = None
    interim: bool = False
    final: bool = True
    content: ContentRule = ContentRule.ALLOWED
    cache: CacheRule = CacheRule.EXPLICIT_ONLY
    cache_clause: str = "RFC 9110 §15.1"
    fields: tuple[FieldRule, ...] = ()
    retry: RetryRule | None = None
    redirect: Redirect | None = None
    vendors: tuple[VendorMeaning, ...] = ()
    on_wire: bool = True
    expires: date | None = None
    note: str

    def __post_init__(self) -> None:
        if not 100 <= self.code <= 999:
            raise InvalidInput("code", self.code, "100 to 999: three digits on the wire")
        if self.interim == self.final:
            raise InvalidInput("interim", self.interim, "a response is either interim or final")
        if self.registered and self.spec is None:
            raise InvalidInput("spec", self.spec, "a spec: every registered code has one")
        if not self.registered and not self.vendors:
            raise InvalidInput("vendors", self.vendors, "a vendor: an unofficial code is somebody's")
        if (self.expires is not None) != (self.assignment is Assignment.TEMPORARY):
            raise InvalidInput("expires", self.expires, "a date for a temporary code, and only then")
        if self.cache is not CacheRule.NOT_APPLICABLE:
            _check_clause(self.cache_clause)
        if self.registered and not self.iana_name:
            object.__setattr__(self, "iana_name", self.name)

    @property
    def status_class(self) -> int:
        """The first digit, 1 to 9."""
        return self.code // 100

    @property
    def class_name(self) -> str:
        """The class in words: RFC 9110 §15 names five and calls other values invalid."""
        return _CLASS_NAMES.get(self.status_class, _OUTSIDE)

    @property
    def content_clause(self) -> str:
        """What the content rule rests on."""
        must_be_empty = self.content is ContentRule.MUST_BE_EMPTY
        return "RFC 9110 §15.3.6" if must_be_empty else "RFC 9110 §6.4.1"

    @property
    def registered(self) -> bool:
        """Whether it is in the IANA registry, in whatever standing."""
        return self.assignment is not Assignment.UNOFFICIAL

    @property
    def deprecated(self) -> bool:
        """Whether a specification has told senders to stop."""
        return self.assignment in {Assignment.DEPRECATED, Assignment.OBSOLETED}

    @property
    def url(self) -> str:
        """Where to read more: the specification, or else the first vendor's page."""
        return self.spec.url if self.spec is not None else self.vendors[0].source

    def to_json(self) -> dict[str, object]:
        """The public JSON: every key is always there, in this order."""
        return {
            "code": self.code,
            "name": self.name,
            "class": self.status_class,
            "class_name": self.class_name,
            "iana_name": self.iana_name or None,
            "assignment": self.assignment.value,
            "registered": self.registered,
            "deprecated": self.deprecated,
            "expires": self.expires.isoformat() if self.expires is not None else None,
            "spec": self.spec.to_json() if self.spec is not None else None,
            "url": self.url,
            "interim": self.interim,
            "final": self.final,
            "content": {"rule": self.content.value, "clause": self.content_clause},
            "cache": {"rule": self.cache.value, "clause": self.cache_clause or None},
            "fields": [rule.to_json() for rule in self.fields],
            "retry": self.retry.to_json() if self.retry is not None else None,
            "redirect": self.redirect.to_json() if self.redirect is not None else None,
            "vendors": [meaning.to_json() for meaning in self.vendors],
            "on_wire": self.on_wire,
            "note": self.note,
        }


def rfc(number: int, section: str) -> Spec:
    """The place in an RFC, with the address of its section."""
    url = f"https://www.rfc-editor.org/rfc/rfc{number}.html#section-{section}"
    return Spec(document=f"RFC {number}", section=section, url=url)


def _check_clause(clause: str) -> None:
    if not _CLAUSE.fullmatch(clause):
        raise InvalidInput("clause", clause, "a document and a section, such as RFC 9110 §15.5.6")
