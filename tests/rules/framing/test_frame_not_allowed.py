from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.framing.frame_not_allowed import RULE
from tests.fakes.exchanges import case, fault, final, get

_H2 = get(version="HTTP/2")
_CAPITALS = fault(FaultKind.FRAME, part="final", field="X-A", detail="the name X-A has capital letters")

RAISES: dict[str, Case] = {
    "capital letters": case(_H2, final(), faults=[_CAPITALS]),
    "no detail": case(_H2, faults=[fault(FaultKind.FRAME)]),
}
QUIET: dict[str, Case] = {
    "well-formed": case(_H2, final()),
    "END_STREAM on a 1xx": case(_H2, faults=[fault(FaultKind.AFTER_INTERIM, detail="END_STREAM")]),
}


def test_it_says_what_the_reader_saw() -> None:
    (found,) = RULE.judge(RAISES["capital letters"])
    assert (found.message, found.field) == ("HTTP/2 does not allow what came: the name X-A has capital letters", "X-A")


def test_without_detail_it_is_a_sentence_all_the_same() -> None:
    assert RULE.judge(RAISES["no detail"])[0].message == "HTTP/2 does not allow what came"
