"""Whether two responses carry the same representation, by their validators: RFC 9110 §8.8."""

import enum

from interim.exchange.messages import Final

__all__ = ["Sameness", "is_strong", "opaque_tag", "same_representation"]


class Sameness(enum.Enum):
    """What the validators of two responses say."""

    SAME = "same"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    """At least one of the two has no validator. A resource that changes with time looks like this as well."""


def is_strong(tag: str) -> bool:
    """Whether this is a strong entity tag (RFC 9110 §8.8.3)."""
    return len(tag) >= 2 and tag.startswith('"') and tag.endswith('"')


def opaque_tag(tag: str) -> str:
    """The tag without its weak indicator, for the weak comparison (RFC 9110 §8.8.3.2)."""
    return tag.removeprefix("W/")


def same_representation(one: Final, other: Final) -> Sameness:
    """Compare entity tags, weakly, and where one of them is missing the dates of last modification."""
    for name in ("etag", "last-modified"):
        first, second = one.fields.get(name), other.fields.get(name)
        if first is not None and second is not None:
            return Sameness.SAME if opaque_tag(first) == opaque_tag(second) else Sameness.CHANGED
    return Sameness.UNKNOWN
