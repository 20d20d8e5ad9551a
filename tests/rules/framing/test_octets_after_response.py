from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.framing.octets_after_response import RULE
from tests.fakes.exchanges import case, fault, final, get

RAISES: dict[str, Case] = {
    "more octets": case(get(), final(), faults=[fault(FaultKind.SURPLUS, excerpt=b"\r\n\x1b[2Jmore")]),
    "unseen octets": case(get(), final(), faults=[fault(FaultKind.SURPLUS)]),
}
QUIET: dict[str, Case] = {
    "nothing more": case(get(), final()),
    "content after a 204": case(get(), final(204), faults=[fault(FaultKind.CONTENT_NOT_ALLOWED)]),
    "a late 1xx": case(get(), final(), faults=[fault(FaultKind.INTERIM_AFTER_FINAL, part="late", index=0)]),
}


def test_the_octets_are_shown_without_acting_on_a_terminal() -> None:
    (found,) = RULE.judge(RAISES["more octets"])
    assert found.message.endswith(r"belong to no request, starting '\r\n\x1b[2Jmore'")
    assert found.data["excerpt"] == r"\r\n\x1b[2Jmore"


def test_without_octets_it_is_a_sentence_all_the_same() -> None:
    (found,) = RULE.judge(RAISES["unseen octets"])
    assert found.message == "Octets follow the complete final response and belong to no request"
