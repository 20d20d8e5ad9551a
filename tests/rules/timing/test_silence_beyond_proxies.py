from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.silence_beyond_proxies import RULE
from tests.fakes.exchanges import case, final, get, interim, post, seconds

RAISES: dict[str, Case] = {
    "75 s before the final response": case(get(), final(at=75.0)),
    "exactly 60 s": case(get(), interim(102, at=10.0), final(at=70.0)),
    "within the content": case(get(), final(at=0.1, end=90.1, content=b"abc")),
    "in front of the first 102": case(get(), interim(102, at=60.0), final(at=61.0)),
    "it never ended": case(get(), interim(102, at=75.0), ended=End.DEADLINE, ended_at=80.0),
    "a stricter setting": case(get(), final(at=6.0), settings=Settings(proxy_idle_ns=seconds(5.0))),
}
QUIET: dict[str, Case] = {
    "a nanosecond less": case(get(), final(at=59.999999999)),
    "broken by 102s": case(get(), interim(102, at=30.0), interim(102, at=60.0), interim(102, at=90.0), final(at=100.0)),
    "after the response": case(get(), final(at=0.1), ended_at=90.0),
    "a late 1xx after the response": case(get(), final(at=0.1), late=[interim(102, at=90.0)]),
    "during the upload": case(post(), interim(100, at=-90.0), final(at=0.1)),
    "our deadline after the last octet": case(get(), interim(102, at=10.0), ended=End.DEADLINE, ended_at=100.0),
    "nothing at all until our deadline": case(get(), ended=End.DEADLINE, ended_at=100.0),
}


def test_it_says_from_when_to_when() -> None:
    found = RULE.judge(case(get(), interim(102, at=5.0), final(at=80.0)))
    assert [(one.message, one.at_ns, one.data) for one in found] == [
        ("Nothing came for 75 s, from +5 s to +80 s", seconds(5.0), {"silence": 75.0})
    ]
