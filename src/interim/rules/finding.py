"""A finding: one rule, broken once, with where and when. A value, not an error."""

import dataclasses
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interim.errors import InvalidInput

__all__ = ["Finding", "Severity"]


class Severity(enum.IntEnum):
    """How bad it is. Ordered, so that a threshold is a comparison."""

    NOTE = 1
    """Legal, and worth knowing."""
    WARNING = 2
    """Breaks a SHOULD, or a widespread limit of clients and proxies."""
    ERROR = 3
    """Breaks a MUST, or the framing."""

    @property
    def word(self) -> str:
        """As users write it: note, warning, error."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Severity":
        """The severity of this word.

        Raises:
            InvalidInput: it is none.
        """
        for severity in cls:
            if severity.word == word:
                return severity
        raise InvalidInput("severity", word, "note, warning or error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule found.

    Attributes:
        id: of the rule, such as INT001.
        message: one sentence with the values of this exchange.
        spec: the clauses it rests on, such as "RFC 9110 §15.2"; empty where the source is no specification.
        part: the message concerned: "request", "interim", "final", "late", or "" for the exchange as a whole.
        index: which of the interims, or of the late ones, from 0; None for others.
        field: the name of the field concerned; "" when it is none.
        at_ns: when, in ns since the end of the request; None where time does not matter.
        probe: the active check that showed it, such as "range"; "" for the exchange itself.
        data: values of use to a program; JSON types only.
    """

    id: str
    severity: Severity
    message: str
    spec: tuple[str, ...] = ()
    part: str = ""
    index: int | None = None
    field: str = ""
    at_ns: int | None = None
    probe: str = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The finding as values that `json.dumps` takes. Members that do not apply are left out."""
        document: dict[str, Any] = {
            "id": self.id,
            "severity": self.severity.word,
            "message": self.message,
            "spec": list(self.spec),
        }
        optional = {"part": self.part, "field": self.field, "probe": self.probe, "data": dict(self.data)}
        document |= {name: value for name, value in optional.items() if value}
        if self.index is not None:
            document["index"] = self.index
        if self.at_ns is not None:
            document["at"] = self.at_ns / 1_000_000_000
        return document
