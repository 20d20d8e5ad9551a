from interim.rules.case import Case
from interim.rules.interims.early_hints_without_link import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "no field": case(get(), interim(103), final()),
    "another field": case(get(), interim(103, "Content-Security-Policy: default-src 'self'"), final()),
}
QUIET: dict[str, Case] = {
    "with Link": case(get(), interim(103, "link: </a.css>; rel=preload; as=style"), final()),
    "102 needs none": case(get(), interim(102), final()),
}


def test_it_points_at_the_103_that_has_none() -> None:
    found = RULE.judge(case(get(), interim(103, "Link: </a>; rel=preload"), interim(103), final()))
    assert [(one.part, one.index, one.field) for one in found] == [("interim", 1, "Link")]
