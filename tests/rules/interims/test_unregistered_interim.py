from interim.codes.registry import REGISTRY
from interim.codes.status import Assignment
from interim.rules.case import Case
from interim.rules.interims.unregistered_interim import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "unknown": case(get(), interim(199), final()),
    "known, and not registered": case(get(), interim(110), final()),
    "registered for a time": case(get(), interim(104), final()),
}
QUIET: dict[str, Case] = {
    "registered": case(get(), interim(100), interim(101), interim(102), interim(103, "Link: </a>"), final()),
    "a strange final status": case(get(), final(600)),
}


def test_it_says_which_of_the_two_it_is() -> None:
    found = RULE.judge(case(get(), interim(199), interim(104), final()))
    assert [(one.message.split(";")[0], one.index) for one in found] == [
        ("199 is not a registered status code", 0),
        ("104 (Upload Resumption Supported) is registered only temporarily", 1),
    ]


def test_what_is_taken_for_registered_is_so_in_the_registry() -> None:
    for code in range(100, 104):
        status = REGISTRY[code]
        assert status.registered
        assert status.assignment is not Assignment.TEMPORARY
    temporary = [code for code in REGISTRY if code < 200 and REGISTRY[code].assignment is Assignment.TEMPORARY]
    assert {code for code in REGISTRY if code < 200 and REGISTRY[code].registered} == {100, 101, 102, 103, *temporary}
