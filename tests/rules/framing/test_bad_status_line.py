from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.framing.bad_status_line import RULE
from tests.fakes.exchanges import case, fault, final, get

_TWO = fault(FaultKind.STATUS_LINE, part="final", detail="two digits", excerpt=b"HTTP/1.1 20 OK\r\n")

RAISES: dict[str, Case] = {
    "two digits": case(get(), final(), faults=[_TWO]),
    "nothing known": case(get(), faults=[fault(FaultKind.STATUS_LINE)]),
}
QUIET: dict[str, Case] = {
    "three digits": case(get(), final(600)),
    "octets after a 1xx": case(get(), faults=[fault(FaultKind.AFTER_INTERIM)]),
}


def test_it_shows_the_line() -> None:
    (found,) = RULE.judge(RAISES["two digits"])
    assert found.message == r"The status line is malformed in 'HTTP/1.1 20 OK\r\n': two digits"


def test_without_octets_it_is_a_sentence_all_the_same() -> None:
    assert RULE.judge(RAISES["nothing known"])[0].message == "The status line is malformed"
