"""Reads field blocks of HTTP/2: HPACK (RFC 7541), pseudo-header fields, and the validity of names and values."""

from collections.abc import Sequence
from dataclasses import dataclass

from hpack import Decoder, HPACKError, InvalidTableIndexError, InvalidTableSizeError, OversizedHeaderListError

from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.exchange.fields import NAME, FieldLine, Fields
from interim.wire.limits import Limits

__all__ = ["BlockDecoder", "Complaint", "FieldBlock", "TOTAL_BYTES", "judge_block"]

TOTAL_BYTES = 4 * 1024 * 1024
"""What all header sections of one exchange may take together, or 16 of the largest allowed size if that is more. An
indexed field costs one octet on the wire and up to 4 KiB here, so that a bound on the octets alone is none."""
_LINE_BYTES = 32
"""What a field line counts beside its name and value: RFC 9113 §6.5.2, SETTINGS_MAX_HEADER_LIST_SIZE."""
_FIELD_CHARACTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A fault of a field block, without its place."""

    kind: FaultKind
    detail: str
    field: str = ""
    excerpt: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBlock:
    """A field block as read.

    Attributes:
        status: the first `:status`; None when there is none, or it is not three digits.
        raw_status: the value of the first `:status`; None when there is none.
        pseudo: the names of all pseudo-header fields, in order, as text.
        fields: the rest.
        complaints: what RFC 9113 §8.2.1 and §8.3 do not allow, except for what depends on where the block stands.
    """

    status: int | None
    raw_status: bytes | None
    pseudo: tuple[str, ...]
    fields: Fields
    complaints: tuple[Complaint, ...] = ()


class BlockDecoder:
    """Decodes the field blocks of a connection in their order. Bounded by `limits.head_bytes`, each and together."""

    __slots__ = ("_decoder", "_limits", "_total")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._decoder = Decoder(max_header_list_size=limits.head_bytes)
        self._total = 0

    def decode(self, block: bytes) -> list[FieldLine] | Complaint:
        """The field lines of a block. After a `Complaint` nothing on the connection can be decoded any more."""
        try:
            lines = [(bytes(name), bytes(value)) for name, value in self._decoder.decode(block, raw=True)]
        except OversizedHeaderListError:
            return Complaint(
                kind=FaultKind.LIMIT, detail=f"a header section of more than {self._limits.head_bytes} octets"
            )
        except HPACKError as error:
            return Complaint(kind=FaultKind.FRAME, detail=_hpack_detail(error), excerpt=block[:EXCERPT_BYTES])
        size = sum(len(name) + len(value) + _LINE_BYTES for name, value in lines)
        self._total += max(size, len(block))
        bound = max(TOTAL_BYTES, self._limits.head_bytes * 16)
        if self._total > bound:
            return Complaint(kind=FaultKind.LIMIT, detail=f"header sections of more than {bound} octets together")
        return lines


def judge_block(lines: Sequence[FieldLine]) -> FieldBlock:
    """Tell pseudo-header fields from fields, and what is wrong with either."""
    complaints: list[Complaint] = []
    pseudo: list[str] = []
    fields: list[FieldLine] = []
    raw_status: bytes | None = None
    for name, value in lines:
        if name.startswith(b":"):
            complaints += _judge_pseudo(name, value, seen=pseudo, after_fields=bool(fields))
            pseudo.append(_text(name))
            if name == b":status" and raw_status is None:
                raw_status = value
        else:
            complaints += _judge_field(name, value)
            fields.append((name, value))
    status = int(raw_status) if raw_status is not None and len(raw_status) == 3 and raw_status.isdigit() else None
    return FieldBlock(
        status=status,
        raw_status=raw_status,
        pseudo=tuple(pseudo),
        fields=Fields(tuple(fields)),
        complaints=tuple(complaints),
    )


def _judge_pseudo(name: bytes, value: bytes, *, seen: list[str], after_fields: bool) -> list[Complaint]:
    found: list[Complaint] = []
    field = _text(name)
    excerpt = name + b": " + value
    if name != b":status":
        found.append(_complaint(FaultKind.FRAME, "a pseudo-header field that responses do not have", field, excerpt))
    elif field in seen:
        found.append(_complaint(FaultKind.STATUS_LINE, "more than one :status", field, excerpt))
    if after_fields:
        found.append(_complaint(FaultKind.FRAME, "a pseudo-header field after a regular field", field, excerpt))
    return found


def _judge_field(name: bytes, value: bytes) -> list[Complaint]:
    found: list[Complaint] = []
    field = _text(name)
    if not NAME.fullmatch(name):
        found.append(_complaint(FaultKind.FIELD_NAME, "a field name that is no token", field, name))
    elif name != name.lower():
        found.append(_complaint(FaultKind.FRAME, "a field name with upper-case letters", field, name))
    if any(octet in value for octet in (b"\0", b"\r", b"\n")):
        found.append(_complaint(FaultKind.FIELD_VALUE, "NUL, CR or LF in a field value", field, value))
    if value != value.strip(b" \t"):
        found.append(_complaint(FaultKind.FIELD_VALUE, "white space around a field value", field, value))
    return found


def _complaint(kind: FaultKind, detail: str, field: str, excerpt: bytes) -> Complaint:
    return Complaint(kind=kind, detail=detail, field=field, excerpt=excerpt[:EXCERPT_BYTES])


def _text(name: bytes) -> str:
    return name[:_FIELD_CHARACTERS].decode("latin-1")


def _hpack_detail(error: HPACKError) -> str:
    # hpack's own sentences hold a whole block, or the address of a view of it.
    match error:
        case InvalidTableIndexError():
            return "a field block with an index that the HPACK table does not have"
        case InvalidTableSizeError():
            return "a field block that makes the HPACK table larger than allowed"
        case _:
            return "a field block that is not HPACK"
