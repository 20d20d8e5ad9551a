from interim.exchange.messages import Framing
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.long_running.accepted_content_stalled import RULE
from interim.rules.settings import Settings
from tests.fakes.exchanges import case, final, get, interim, request, seconds

_CHUNKED = Framing.CHUNKED

RAISES: dict[str, Case] = {
    "content at once, the rest 2 s later": case(
        get(), final(202, at=0.1, end=2.1, content=b"started done", framing=_CHUNKED), arrivals=[0.1, 0.11, 2.1]
    ),
    "the head, and 2 s later all content": case(
        get(), final(202, "Content-Length: 4", at=0.1, end=2.1, content=b"done"), arrivals=[0.1, 2.1]
    ),
    "close-delimited": case(
        get(), final(202, at=0.1, end=2.1, content=b"done", framing=Framing.CLOSE), arrivals=[0.1, 0.2]
    ),
    "exactly 1 s": case(get(), final(202, at=0.1, end=1.1, content=b"done"), arrivals=[0.1, 1.1]),
    "the content never came": case(
        get(), final(202, at=0.1, complete=False), arrivals=[0.1], ended=End.DEADLINE, ended_at=50.0
    ),
    "a stricter setting": case(
        get(), final(202, at=0.1, end=0.4, content=b"x"), settings=Settings(accepted_stall_ns=seconds(0.2))
    ),
}
QUIET: dict[str, Case] = {
    "all at once": case(get(), final(202, content=b"queued")),
    "a nanosecond less": case(get(), final(202, at=0.1, end=1.099999999, content=b"done"), arrivals=[0.1, 1.099999999]),
    "large, and never silent for 1 s": case(
        get(), final(202, at=0.1, end=3.1, content=b"x" * 9), arrivals=[0.1, 0.9, 1.7, 2.5, 3.1]
    ),
    "a slow head": case(get(), interim(102, at=20.0), final(202, at=40.0, content=b"queued")),
    "a slow 200 streams": case(get(), final(200, at=0.1, end=9.0, content=b"done")),
    "the connection stays open afterwards": case(get(), final(202, at=0.1), ended=End.DEADLINE, ended_at=30.0),
    "a tunnel": case(
        request("CONNECT", target="example.test:443"),
        final(202, framing=Framing.TUNNEL, complete=False),
        ended_at=30.0,
    ),
    "no final response": case(get(), ended_at=30.0),
}


def test_it_says_from_when_to_when() -> None:
    found = RULE.judge(RAISES["content at once, the rest 2 s later"])
    assert [(one.message, one.part, one.at_ns, one.data) for one in found] == [
        (
            "After the head of the 202 nothing came for 2 s, from +0.11 s to +2.1 s, and then its content went on",
            "final",
            seconds(0.11),
            {"silence": 1.99},
        )
    ]


def test_content_that_never_came_is_told_as_such() -> None:
    assert RULE.judge(RAISES["the content never came"])[0].message.endswith("and its content was never complete")
