from interim.rules.case import Case
from interim.rules.interims.processing_before_content import RULE
from tests.fakes.exchanges import case, final, interim, post

RAISES: dict[str, Case] = {
    "during the upload": case(post(), interim(102, at=-0.8), final(at=25.0)),
    "a nanosecond early": case(post(), interim(102, at=-1e-9), final(at=25.0)),
}
QUIET: dict[str, Case] = {
    "with the last octet": case(post(), interim(102, at=0.0), final(at=25.0)),
    "a 100 during the upload": case(post("Expect: 100-continue"), interim(100, at=-0.8), final(at=25.0)),
    "a 103 during the upload": case(post(), interim(103, at=-0.8), final(at=25.0)),
}


def test_several_are_told_once_by_the_first() -> None:
    found = RULE.judge(case(post(), interim(100, at=-2.0), interim(102, at=-1.5), interim(102, at=-0.5), final()))
    assert [(one.message, one.index, one.data) for one in found] == [
        ("A 102 came 1.5 s before the request was completely sent", 1, {"count": 2})
    ]
