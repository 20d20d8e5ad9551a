from interim.rules.case import Case
from interim.rules.long_running.wait_exceeded import RULE
from tests.fakes.exchanges import case, final, post, seconds

_PREFERS = post("Prefer: respond-async, wait=10")

RAISES: dict[str, Case] = {
    "200 after 25 s": case(_PREFERS, final(at=25.0)),
    "a nanosecond late": case(_PREFERS, final(at=10.000000001)),
    "in two lines": case(post("Prefer: wait=10", "prefer: Respond-Async"), final(at=25.0)),
}
QUIET: dict[str, Case] = {
    "202 after 25 s": case(_PREFERS, final(202, at=25.0)),
    "200 after 10 s": case(_PREFERS, final(at=10.0)),
    "wait alone": case(post("Prefer: wait=10"), final(at=25.0)),
    "respond-async alone": case(post("Prefer: respond-async"), final(at=25.0)),
    "wait that is no number": case(post("Prefer: respond-async, wait=soon"), final(at=25.0)),
    "no preference": case(post(), final(at=25.0)),
    "no final response": case(_PREFERS, ended_at=25.0),
}


def test_it_tells_both_times() -> None:
    found = RULE.judge(RAISES["200 after 25 s"])
    assert [(one.message, one.at_ns, one.data) for one in found] == [
        ("The request preferred respond-async after 10 s, and a 200 came at +25 s", seconds(25.0), {"wait": 10})
    ]
