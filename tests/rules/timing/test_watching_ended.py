from interim.exchange.messages import Framing
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.timing.watching_ended import RULE
from tests.fakes.exchanges import case, final, get, interim, request, seconds

_STOPPED = End.DEADLINE

RAISES: dict[str, Case] = {
    "102s and then our deadline": case(get(), interim(102, at=40.0), ended=_STOPPED, ended_at=50.0),
    "not an octet until our deadline": case(get(), ended=_STOPPED, ended_at=50.0),
    "in the middle of the content": case(get(), final(complete=False), ended=_STOPPED, ended_at=50.0),
    "our limit": case(get(), interim(102), ended=End.LIMIT, ended_at=1.0),
}
QUIET: dict[str, Case] = {
    "the server closed": case(get(), interim(102, at=40.0), ended_at=50.0),
    "the server reset": case(get(), final(complete=False), ended=End.RESET),
    "the response was complete": case(get(), final(), ended=_STOPPED, ended_at=1.0),
    "after 101": case(get("Upgrade: x"), final(101, "Upgrade: x", complete=False), ended=_STOPPED, ended_at=1.0),
    "in a tunnel": case(
        request("CONNECT", target="example.test:443"),
        final(200, framing=Framing.TUNNEL, complete=False),
        ended=_STOPPED,
        ended_at=1.0,
    ),
}


def test_it_says_what_is_missing_and_why() -> None:
    found = RULE.judge(RAISES["in the middle of the content"])
    assert [(one.part, one.at_ns, one.data) for one in found] == [("final", seconds(50.0), {"end": "deadline"})]
    assert found[0].message.startswith("The recorder stopped at +50 s, at its deadline, before the content of")


def test_a_limit_is_named_as_one() -> None:
    assert "at a limit of its own, before the final response" in RULE.judge(RAISES["our limit"])[0].message
