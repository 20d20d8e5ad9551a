"""What says where the content of a response ends, from its head: RFC 9112 §6.3."""

from dataclasses import dataclass

from interim.exchange.fields import Fields
from interim.exchange.messages import Framing, Request

__all__ = ["Frame", "frame_of"]

_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The framing of one response.

    Attributes:
        length: the octets of content, for `Framing.LENGTH`.
        doubtful_from: where Content-Length is invalid, the octets from which no more need to be waited for.
    """

    framing: Framing
    length: int = 0
    doubtful_from: int | None = None


def frame_of(request: Request, status: int, fields: Fields) -> Frame:
    """How the content of the final response to this request is delimited."""
    if request.method == "HEAD" or status in (204, 304):
        return Frame(framing=Framing.NONE)
    if request.method == "CONNECT" and 200 <= status <= 299:
        return Frame(framing=Framing.TUNNEL)
    codings = _members(fields.get("transfer-encoding"))
    if codings:
        chunked = codings[-1].partition(";")[0].strip().lower() == "chunked"
        return Frame(framing=Framing.CHUNKED if chunked else Framing.CLOSE)
    lengths = fields.get("content-length")
    if lengths is None:
        return Frame(framing=Framing.CLOSE)
    return _by_length(_members(lengths))


def _by_length(members: list[str]) -> Frame:
    valid = [_length(member) for member in members if member.isascii() and member.isdigit()]
    if valid and len(valid) == len(members) and len(set(valid)) == 1:
        return Frame(framing=Framing.LENGTH, length=valid[0])
    # RFC 9112 §6.3(5): an unrecoverable error. No length is believed, so that none of them makes further faults.
    return Frame(framing=Framing.CLOSE, doubtful_from=min(valid, default=0))


def _length(digits: str) -> int:
    # RFC 9110 §8.6 wants us to expect numerals of any size; int() refuses those of more than 4300 digits.
    significant = digits.lstrip("0")
    return min(int(significant or "0"), _LARGEST) if len(significant) <= 20 else _LARGEST


def _members(value: str | None) -> list[str]:
    # RFC 9110 §5.6.1.2: empty list elements are ignored.
    return [member for part in (value or "").split(",") if (member := part.strip(" \t"))]
