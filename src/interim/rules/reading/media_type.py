"""The media type of a message: RFC 9110 §8.3.1."""

from interim.exchange.fields import Fields

__all__ = ["media_type"]


def media_type(fields: Fields) -> str:
    """Type and subtype in lower case, without parameters; "" when there is no Content-Type."""
    return (fields.get("content-type") or "").partition(";")[0].strip(" \t").lower()
