from interim.exchange.fault import FaultKind
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.framing.incomplete_response import RULE
from tests.fakes.exchanges import case, fault, final, get

_SHORT = fault(FaultKind.INCOMPLETE, part="final", at=0.5, detail="3 of 10 octets came")

RAISES: dict[str, Case] = {
    "too few octets": case(get(), final(200, complete=False), faults=[_SHORT]),
    "nothing at all": case(get(), faults=[fault(FaultKind.INCOMPLETE)]),
}
QUIET: dict[str, Case] = {
    "complete": case(get(), final()),
    "our own deadline": case(get(), final(200, complete=False), ended=End.DEADLINE),
    "too many octets": case(get(), final(), faults=[fault(FaultKind.SURPLUS)]),
}


def test_it_says_how_much_came_and_when_it_ended() -> None:
    (found,) = RULE.judge(RAISES["too few octets"])
    assert (found.message, found.part) == ("The response is incomplete: 3 of 10 octets came", "final")
    assert (found.at_ns, found.data) == (500_000_000, {"offset": 0})


def test_without_detail_it_is_a_sentence_all_the_same() -> None:
    assert RULE.judge(RAISES["nothing at all"])[0].message == "The response is incomplete"
