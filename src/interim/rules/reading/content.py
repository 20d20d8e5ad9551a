"""The content of a response, where all of it is at hand."""

from interim.exchange.messages import Final
from interim.rules.reading.field_list import list_names

__all__ = ["whole_content"]


def whole_content(final: Final) -> bytes | None:
    """The octets of the representation, or None when they were not all kept, did not all come, or are coded.

    A content coding is not undone: what it expands to has no bound.
    """
    if not final.complete or final.content_octets > len(final.content):
        return None
    if list_names(final.fields, "content-encoding") - {"identity"}:
        return None
    return final.content
