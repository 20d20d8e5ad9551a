from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.interims.interim_after_final import RULE
from tests.fakes.exchanges import case, fault, final, get, interim

_LATE = fault(FaultKind.INTERIM_AFTER_FINAL, at=40.0, part="late", index=0)

RAISES: dict[str, Case] = {
    "a heartbeat that outlives the response": case(
        get(), interim(102, at=20.0), final(at=35.0), late=[interim(102, at=40.0)], faults=[_LATE]
    ),
}
QUIET: dict[str, Case] = {
    "other octets after the final response": case(get(), final(), faults=[fault(FaultKind.SURPLUS, at=40.0)]),
    "content after a 102": case(get(), interim(102), final(), faults=[fault(FaultKind.AFTER_INTERIM, index=0)]),
}


def test_it_says_which_and_when() -> None:
    found = RULE.judge(RAISES["a heartbeat that outlives the response"])
    assert [(one.message, one.part, one.index) for one in found] == [
        ("A 102 came at +40 s, after the final response", "late", 0)
    ]


def test_a_fault_that_points_nowhere_is_told_without_the_code() -> None:
    assert RULE.judge(case(get(), final(), faults=[_LATE]))[0].message.startswith("A 1xx came at +40 s")
