"""Durations as options and configuration files have them: seconds, or a number with its unit."""

import re

from interim.errors import InvalidInput

__all__ = ["duration_ns"]

# Compiled when an option is given, which is seldom.
_DURATION = r"([0-9]{1,9})(?:\.([0-9]{1,9}))?(ms|s|m|h)?"
_UNIT_NS = {"ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000, "h": 3_600_000_000_000}
_LONGEST_NS = 24 * _UNIT_NS["h"]


def duration_ns(parameter: str, value: object, *, least_ns: int = 0) -> int:
    """The ns of a duration: a number of seconds, or text such as 20, 2.5s, 250ms, 5m, 1h.

    Raises:
        InvalidInput: it is none, shorter than `least_ns`, or longer than a day.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match = re.fullmatch(_DURATION, str(value)) if is_number or isinstance(value, str) else None
    took_ns = -1
    if match:
        whole, fraction, unit = match.groups(default="")
        unit_ns = _UNIT_NS[unit or "s"]
        # Integers: 0.1 s is 100 ms, not what a float makes of it.
        took_ns = int(whole) * unit_ns + int(fraction.ljust(9, "0") or 0) * unit_ns // 1_000_000_000
    if not max(0, least_ns) <= took_ns <= _LONGEST_NS:
        above = "above 0, " if least_ns else ""
        raise InvalidInput(parameter, value, f"a duration such as 20, 2.5s, 250ms or 5m, {above}at most 24h")
    return took_ns
