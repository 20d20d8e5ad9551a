"""What a reader met on the wire that the grammar of HTTP does not allow, kept as evidence."""

import enum
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["EXCERPT_BYTES", "Fault", "FaultKind"]

EXCERPT_BYTES = 200
"""How many octets of the evidence a fault keeps."""


class FaultKind(enum.Enum):
    """Which rule of the wire was broken. A reader finds these; whether one is an error is for `rules` to say."""

    STATUS_LINE = "status_line"
    """No status line where one belongs (RFC 9112 §4), or `:status` is missing or malformed (RFC 9113 §8.3.2)."""
    AFTER_INTERIM = "after_interim"
    """Octets after the header section of a 1xx that start no response; on HTTP/2 DATA, trailers or END_STREAM."""
    INTERIM_AFTER_FINAL = "interim_after_final"
    """A 1xx after the final response, which is in `Exchange.late`."""
    CONTENT_NOT_ALLOWED = "content_not_allowed"
    """Octets after a response that has no content: 204, 304, or one to HEAD (RFC 9112 §6.3)."""
    SURPLUS = "surplus"
    """Octets after the end of a final response, of any other kind."""
    INCOMPLETE = "incomplete"
    """The connection or stream ended within a response, or before any octet of one."""
    CHUNK = "chunk"
    """Malformed chunked coding (RFC 9112 §7.1)."""
    BARE_LF = "bare_lf"
    """A line that ends in LF without CR (RFC 9112 §2.2)."""
    OBS_FOLD = "obs_fold"
    """A field line that is folded (RFC 9112 §5.2)."""
    SPACE_BEFORE_COLON = "space_before_colon"
    """White space between field name and colon, or before the first field line (RFC 9112 §5.1, §2.2)."""
    FIELD_NAME = "field_name"
    """A field line without a colon, or whose name is no token (RFC 9110 §5.1)."""
    FIELD_VALUE = "field_value"
    """NUL, CR or LF in a field value (RFC 9110 §5.5)."""
    FRAME = "frame"
    """A frame or field block that HTTP/2 does not allow: RFC 9113 §4 to §8."""
    LIMIT = "limit"
    """A bound of ours was reached: section size, interims, octets. The peer may be right; we stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault, with where and when.

    Attributes:
        at_ns: when the octets arrived, in ns since the end of the request.
        offset: of the first octet concerned, in all octets that the server sent on the connection.
        part: the message concerned: "interim", "final", or "late"; "" when it is none.
        index: which of the interims, or of the late ones, from 0; None for others.
        field: the name of the field concerned, as received; "" when it is none.
        detail: what exactly, in a few plain words.
        excerpt: the octets concerned, at most `EXCERPT_BYTES`.
    """

    kind: FaultKind
    at_ns: int
    offset: int = 0
    part: str = ""
    index: int | None = None
    field: str = ""
    detail: str = ""
    excerpt: bytes = b""

    def __post_init__(self) -> None:
        if len(self.excerpt) > EXCERPT_BYTES:
            raise InvalidInput("excerpt", f"{len(self.excerpt)} octets", f"at most {EXCERPT_BYTES}")
        if self.part not in ("", "interim", "final", "late"):
            raise InvalidInput("part", self.part, "interim, final, late or nothing")
