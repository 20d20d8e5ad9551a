from interim.rules.case import Case
from interim.rules.interims.set_cookie_in_interim import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "in a 102": case(get(), interim(102, "Set-Cookie: sid=1; Path=/"), final()),
    "in a 103": case(get(), interim(103, "Link: </a>; rel=preload", "Set-Cookie: sid=1"), final()),
}
QUIET: dict[str, Case] = {
    "in the final response": case(get(), interim(102), final(200, "Set-Cookie: sid=1")),
    "in a 101, which answers the handshake": case(get("Upgrade: x"), interim(101, "Set-Cookie: sid=1"), final()),
}


def test_each_cookie_is_named_without_its_value() -> None:
    found = RULE.judge(case(get(), interim(102, "Set-Cookie: a=secret", "Set-Cookie: b=2"), final()))
    assert [one.message for one in found] == [
        "The 102 sets the cookie a, which clients may ignore",
        "The 102 sets the cookie b, which clients may ignore",
    ]
    assert {one.field for one in found} == {"Set-Cookie"}
