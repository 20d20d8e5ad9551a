from interim.rules.case import Case
from interim.rules.interims.status_uri_malformed import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "URI first": case(get(), interim(102, "Status-URI: http://example.test/a 200"), final()),
    "no brackets": case(get(), interim(102, "Status-URI: 200 http://example.test/a"), final()),
    "a relative URI": case(get(), interim(102, "Status-URI: 200 </a>"), final()),
    "commas": case(get(), interim(102, "Status-URI: 200 <http://e.test/a>, 404 <http://e.test/b>"), final()),
    "in the final response": case(get(), final(207, "Status-URI: done")),
}
QUIET: dict[str, Case] = {
    "one pair": case(get(), interim(102, "Status-URI: 200 <http://example.test/a>"), final()),
    "two pairs": case(get(), interim(102, "Status-URI: 200 <http://e.test/a> 404 <http://e.test/b>"), final()),
    "two lines": case(get(), interim(102, "Status-URI: 200 <http://e.test/a>", "Status-URI: 404 <dav:b>"), final()),
    "none, as the grammar allows": case(get(), interim(102, "Status-URI: "), final()),
    "no such field": case(get(), interim(102), final()),
}


def test_it_points_at_the_line() -> None:
    found = RULE.judge(case(get(), interim(102, "Status-URI: 200 <a:b>", "Status-URI: x", at=2.0), final(at=3.0)))
    assert [(one.part, one.index, one.field, one.at_ns) for one in found] == [
        ("interim", 0, "Status-URI", seconds(2.0))
    ]
    assert found[0].message.startswith("Status-URI: x is not a list")


def test_a_final_response_has_no_index() -> None:
    assert [(one.part, one.index) for one in RULE.judge(RAISES["in the final response"])] == [("final", None)]
