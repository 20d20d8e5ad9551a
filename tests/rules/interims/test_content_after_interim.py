from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.interims.content_after_interim import RULE
from tests.fakes.exchanges import case, fault, final, get, interim

_JSON = fault(FaultKind.AFTER_INTERIM, part="interim", index=0, detail="content", excerpt=b'{"progress": 40}')

RAISES: dict[str, Case] = {
    "content": case(get(), interim(102), final(), faults=[_JSON]),
    "END_STREAM": case(
        get(version="HTTP/2"),
        interim(102),
        faults=[fault(FaultKind.AFTER_INTERIM, part="interim", index=0, detail="END_STREAM")],
    ),
}
QUIET: dict[str, Case] = {
    "a 1xx after the final response": case(get(), final(), faults=[fault(FaultKind.INTERIM_AFTER_FINAL, part="late")]),
    "octets after the final response": case(get(), interim(102), final(), faults=[fault(FaultKind.SURPLUS)]),
}


def test_it_shows_what_came() -> None:
    found = RULE.judge(RAISES["content"])
    assert [(one.message, one.part, one.index) for one in found] == [
        ('The 102 is followed by octets that start no response: {"progress": 40}', "interim", 0)
    ]


def test_on_http2_it_names_the_frame() -> None:
    assert RULE.judge(RAISES["END_STREAM"])[0].message == "The 102 is followed by END_STREAM"


def test_a_fault_that_says_little_is_told_all_the_same() -> None:
    bare = fault(FaultKind.AFTER_INTERIM, part="interim", index=3)
    found = RULE.judge(case(get(version="HTTP/2"), faults=[bare]))
    assert found[0].message == "A 1xx is followed by frames that no 1xx has"
