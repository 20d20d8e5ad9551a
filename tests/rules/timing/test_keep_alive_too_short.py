from interim.rules.case import Case
from interim.rules.timing.keep_alive_too_short import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "5 s": case(get(), final(200, "Keep-Alive: timeout=5")),
    "exactly 60 s": case(get(), final(200, "Connection: keep-alive", "Keep-Alive: timeout=60, max=100")),
    "after another parameter": case(get(), final(200, 'Keep-Alive: max=100, Timeout = "5"')),
}
QUIET: dict[str, Case] = {
    "61 s": case(get(), final(200, "Keep-Alive: timeout=61")),
    "no timeout": case(get(), final(200, "Keep-Alive: max=100")),
    "not a number": case(get(), final(200, "Keep-Alive: timeout=soon")),
    "it closes": case(get(), final(200, "Keep-Alive: timeout=5", "Connection: close")),
    "in a 103": case(get(), interim(103, "Keep-Alive: timeout=5"), final()),
    "on HTTP/2": case(get(version="HTTP/2"), final(200, "keep-alive: timeout=5")),
    "no final response": case(get()),
}


def test_it_names_the_field_and_the_time() -> None:
    found = RULE.judge(RAISES["5 s"])
    assert [(one.part, one.field, one.data) for one in found] == [("final", "Keep-Alive", {"timeout": 5})]
    assert found[0].message.startswith("Keep-Alive: timeout=5 is not longer than the 60 s")
