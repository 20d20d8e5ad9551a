from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.interims.no_final_response import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "102, then the server closes": case(get(), interim(102, at=20.0), ended_at=31.0),
    "102, then a reset": case(get(), interim(102, at=20.0), ended=End.RESET),
    "the end of the stream in a 102": case(get(version="HTTP/2"), interim(102, at=20.0, version="HTTP/2")),
}
QUIET: dict[str, Case] = {
    "our deadline ended it": case(get(), interim(102, at=20.0), ended=End.DEADLINE, ended_at=50.0),
    "our limit ended it": case(get(), interim(102, at=20.0), ended=End.LIMIT, ended_at=50.0),
    "a final response came": case(get(), interim(102, at=20.0), final(at=30.0)),
    "the final response broke off": case(get(), interim(102, at=20.0), final(at=30.0, complete=False)),
    "nothing came at all": case(get(), ended_at=1.0),
    "101 was accepted": case(get("Upgrade: websocket"), final(101, "Upgrade: websocket", complete=False)),
}


def test_it_says_when_the_exchange_ended_and_points_at_the_last_interim_response() -> None:
    found = RULE.judge(case(get(), interim(102, at=20.0), interim(102, at=25.0), ended_at=31.0))
    assert [(one.message, one.part, one.index, one.at_ns) for one in found] == [
        (
            "2 interim responses came, and the exchange ended at +31 s with no final response",
            "interim",
            1,
            seconds(31.0),
        )
    ]


def test_one_interim_response_is_named_by_its_code() -> None:
    assert RULE.judge(case(get(), interim(103, at=1.0)))[0].message.startswith("A 103 came")
