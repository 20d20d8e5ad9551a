"""Whether a check may make requests at all after this exchange."""

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Check

__all__ = ["LONG_NS", "refusal"]

_SECOND_NS = 1_000_000_000

LONG_NS = 5 * _SECOND_NS
"""Work that took longer is not asked for again without being told to: it may be costly."""

_LEAVE_ALONE = frozenset({429, 503})


def refusal(check: Check, baseline: Baseline) -> str:
    """Why this check makes no request, in plain words; "" when it may."""
    if check.demanded:
        return ""
    active, final = baseline.inquiry.active, baseline.final
    if active == "none":
        return "active checks are off"
    if final is None:
        return "there is no complete final response to compare with"
    if final.status == 101:
        return "the connection was switched to another protocol"
    if final.status in _LEAVE_ALONE:
        return f"the server answered {final.status}, which asks for fewer requests"
    if active == "safe" and not baseline.safe:
        return f"{baseline.request.method} is not safe to repeat; active checks of it have to be asked for (all)"
    took_s = baseline.took_ns / _SECOND_NS
    if active == "safe" and baseline.took_ns > LONG_NS:
        return f"the exchange took {took_s:.1f} s; work of more than 5 s is not repeated unless asked for (all)"
    if active == "safe" and baseline.is_work:
        return f"a 102 and {took_s:.1f} s say that this is work; it is not repeated unless asked for (all)"
    return ""
