from interim.rules.case import Case
from interim.rules.status.no_challenge import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {
    "401": case(get(), final(401)),
    "407": case(get(), final(407)),
    "an empty one": case(get(), final(401, "WWW-Authenticate:")),
    "the one of the other code": case(get(), final(401, "Proxy-Authenticate: Basic realm=x")),
}
QUIET: dict[str, Case] = {
    "401 with": case(get(), final(401, 'WWW-Authenticate: Basic realm="a, b"')),
    "407 with": case(get(), final(407, "Proxy-Authenticate: Negotiate")),
    "403": case(get(), final(403)),
    "no final response": case(get()),
}


def test_it_names_the_field_of_the_code() -> None:
    assert [RULE.judge(RAISES[name])[0].field for name in ("401", "407")] == ["WWW-Authenticate", "Proxy-Authenticate"]
    assert RULE.judge(RAISES["401"])[0].message == "The 401 has no challenge in WWW-Authenticate"
