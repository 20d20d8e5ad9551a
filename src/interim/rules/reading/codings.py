"""Content codings: RFC 9110 §8.4.1."""

from interim.exchange.messages import Final
from interim.rules.reading.field_list import list_members

__all__ = ["content_codings"]


def content_codings(final: Final) -> tuple[str, ...]:
    """The codings of the content in the order they were applied, in lower case; identity is none.

    `x-gzip` and `x-compress` are names for the same (RFC 9110 §8.4.1.1, §8.4.1.3).
    """
    names = (member.lower().removeprefix("x-") for member in list_members(final.fields, "content-encoding"))
    return tuple(name for name in names if name != "identity")
