"""Durations in a URL: ``250ms``, ``2s``, a bare number of milliseconds, and ranges such as ``100-900``."""

import random
import re
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["NO_TIME", "Span", "in_words", "parse_duration", "parse_span"]

_NUMBER = r"([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|s)?"
_SPAN = re.compile(rf"{_NUMBER}(?:-{_NUMBER})?")
_DURATION = re.compile(_NUMBER)
# A bare number is milliseconds, as httpstat.us has it; to httpbin it is seconds.
_UNIT_NS = {"ms": 1_000_000, "s": 1_000_000_000, None: 1_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time to wait, from `low_ns` to `high_ns`, both included."""

    low_ns: int
    high_ns: int

    def pick(self, rng: random.Random | None) -> int:
        """A time in the span. `rng` may be None when there is nothing to choose."""
        return self.low_ns if rng is None or self.fixed else rng.randint(self.low_ns, self.high_ns)

    @property
    def fixed(self) -> bool:
        """There is nothing to choose."""
        return self.low_ns == self.high_ns


NO_TIME = Span(low_ns=0, high_ns=0)


def parse_duration(parameter: str, text: str, limit_ns: int) -> int:
    """The ns of one duration.

    Raises:
        InvalidInput: it is no duration, or longer than `limit_ns`.
    """
    match = _DURATION.fullmatch(text)
    duration_ns = _ns(match[1], match[2]) if match else -1
    if not 0 <= duration_ns <= limit_ns:
        raise InvalidInput(parameter, text, f"a duration such as 250ms, 2s or 250 (ms), at most {in_words(limit_ns)}")
    return duration_ns


def parse_span(parameter: str, text: str, limit_ns: int) -> Span:
    """The span of a duration or a range of them. A unit at the end of a range is that of both: ``1-3s``.

    Raises:
        InvalidInput: it is neither, runs backwards, or is longer than `limit_ns`.
    """
    match = _SPAN.fullmatch(text)
    low_ns = high_ns = -1
    if match:
        low, low_unit, high, high_unit = match.groups()
        low_ns = high_ns = _ns(low, low_unit)
        if high is not None:
            low_ns, high_ns = _ns(low, low_unit or high_unit), _ns(high, high_unit)
    if not 0 <= low_ns <= high_ns <= limit_ns:
        allowed = f"a duration such as 250ms, 2s or 250 (ms), or a range 100-900, at most {in_words(limit_ns)}"
        raise InvalidInput(parameter, text, allowed)
    return Span(low_ns=low_ns, high_ns=high_ns)


def in_words(duration_ns: int) -> str:
    """The duration as a person writes it, in seconds from one second on."""
    if duration_ns % _UNIT_NS["s"] and duration_ns < 10 * _UNIT_NS["s"]:
        return f"{duration_ns / _UNIT_NS['ms']:g} ms"
    return f"{duration_ns / _UNIT_NS['s']:g} s"


def _ns(number: str, unit: str | None) -> int:
    whole, _, fraction = number.partition(".")
    # Integers: 0.1 s is 100 ms, not what a float makes of it.
    return int(whole + fraction.ljust(3, "0")) * _UNIT_NS[unit] // 1000
