import pytest

from interim.rules.case import Case
from interim.rules.interims.expectation_ignored import RULE
from tests.fakes.exchanges import case, exchange, final, get, interim, post

_EXPECTS = post("Expect: 100-continue")
_HELD = {"content_held_ns": 1_000_000_000}

RAISES: dict[str, Case] = {
    "the content was held back in vain": case(_EXPECTS, final(201), known=_HELD),
    "on HTTP/2": case(post("expect: 100-continue", version="HTTP/2"), final(201), known=_HELD),
    "nothing came at all": case(_EXPECTS, known=_HELD),
    "a 102 is no answer to it": case(_EXPECTS, interim(102, at=-0.2), final(201, at=20.0), known=_HELD),
    "the active check": case(post(), final(), probes={"expect": (exchange(_EXPECTS, final(), known=_HELD),)}),
}
QUIET: dict[str, Case] = {
    "100 came": case(_EXPECTS, interim(100, at=-0.3), final(201)),
    "100 came when the content was on its way": case(_EXPECTS, interim(100, at=0.1), final(201), known=_HELD),
    "refused at once, so no content was sent": case(_EXPECTS, final(417)),
    "a capture that does not say how long the client waited": case(_EXPECTS, final(201)),
    "HTTP/1.0 has no expectations": case(post("Expect: 100-continue", version="HTTP/1.0"), final(), known=_HELD),
    "no expectation": case(post(), final(201), known=_HELD),
    "no content": case(get("Expect: 100-continue"), final(), known=_HELD),
    "the active check got its 100": case(
        post(), final(), probes={"expect": (exchange(_EXPECTS, interim(100, at=-0.1), final()),)}
    ),
}


def test_it_says_how_long_the_client_waited() -> None:
    found = RULE.judge(RAISES["the content was held back in vain"])
    assert [(one.field, one.data) for one in found] == [("Expect", {"held_ns": 1_000_000_000})]
    assert "within 1 s of the header section" in found[0].message


def test_what_the_active_check_showed_is_told_as_such() -> None:
    assert [one.probe for one in RULE.judge(RAISES["the active check"])] == ["expect"]


@pytest.mark.parametrize("held", [None, True, "1", 1.5])
def test_a_fact_that_is_no_number_counts_as_none(held: object) -> None:
    assert RULE.judge(case(_EXPECTS, final(), known={"content_held_ns": held})) == []
