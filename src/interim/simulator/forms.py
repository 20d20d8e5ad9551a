"""The forms a summary can take, and which one a request prefers: RFC 9110 §12.5.1."""

import enum
import functools

__all__ = ["Form", "form_of_type", "preferred_form"]


class Form(enum.Enum):
    """A form, with its media type."""

    JSON = "application/json"
    PROBLEM = "application/problem+json"
    TEXT = "text/plain; charset=utf-8"
    HTML = "text/html; charset=utf-8"
    MULTISTATUS = "application/xml; charset=utf-8"
    """For 207 alone, unless another form is asked for: RFC 4918 §13."""


# In order of our preference, where the request has none.
_OFFERED = (
    (Form.JSON, "application/json"),
    (Form.PROBLEM, "application/problem+json"),
    (Form.TEXT, "text/plain"),
    (Form.HTML, "text/html"),
)
_MAX_RANGES = 32
_CACHED_BYTES = 256


def preferred_form(accept: bytes | None) -> Form | None:
    """The form that an Accept field prefers; None when it leaves the choice to us.

    When it accepts none of ours the choice is ours too: RFC 9110 §12.5.1 lets a server disregard the field, and a
    simulator that answered 406 would not answer what it was asked for.
    """
    if accept is None or accept == b"*/*":
        return None
    return _cached(accept) if len(accept) <= _CACHED_BYTES else _preferred(accept)


def form_of_type(media_type: str) -> Form | None:
    """The form with this media type, whatever its parameters, or None."""
    essence = media_type.partition(";")[0].strip().lower()
    return next((form for form, offered in _OFFERED if offered == essence), None)


def _preferred(accept: bytes) -> Form | None:
    ranges = _ranges(accept.decode("latin-1").lower())
    best: Form | None = None
    best_quality = 0.0
    for form, media_type in _OFFERED:
        quality = _quality(media_type, ranges)
        if quality > best_quality:
            best, best_quality = form, quality
    # Only wildcards apply: nothing was asked for.
    if best is not None and all("*" in pattern for pattern in ranges) and best is Form.JSON:
        return None
    return best


_cached = functools.lru_cache(maxsize=256)(_preferred)


def _ranges(accept: str) -> dict[str, float]:
    ranges: dict[str, float] = {}
    for item in accept.split(",")[:_MAX_RANGES]:
        pattern, *parameters = (part.strip() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                quality = _number(value.strip())
        if pattern:
            ranges[pattern] = quality
    return ranges


def _quality(media_type: str, ranges: dict[str, float]) -> float:
    """The weight of the most specific range that applies."""
    for pattern in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if pattern in ranges:
            return ranges[pattern]
    return 0.0


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
