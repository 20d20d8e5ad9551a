"""Times in a sentence for people."""

__all__ = ["moment", "spell"]

_SECOND_NS = 1_000_000_000


def spell(length_ns: int) -> str:
    """A length of time: 75 s, 1.5 s, 20 ms, 0.3 ms."""
    if abs(length_ns) >= _SECOND_NS:
        return f"{length_ns / _SECOND_NS:.1f}".removesuffix(".0") + " s"
    return f"{length_ns / 1_000_000:.1f}".removesuffix(".0") + " ms"


def moment(at_ns: int) -> str:
    """A time since the end of the request, in seconds: +40.0 s, -0.3 s."""
    return f"{at_ns / _SECOND_NS:+.3f}".rstrip("0").rstrip(".") + " s"
