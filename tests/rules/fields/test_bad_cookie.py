from interim.rules.case import Case
from interim.rules.fields.bad_cookie import RULE
from interim.rules.finding import Severity
from tests.fakes.exchanges import DATE, case, final, get, interim


def _case(*cookies: str) -> Case:
    return case(get(), final(200, DATE, *(f"Set-Cookie: {cookie}" for cookie in cookies)))


RAISES: dict[str, Case] = {
    "no Secure with SameSite=None": _case("id=1; SameSite=None"),
    "a prefix without Secure": _case("__Secure-id=1"),
    "a host prefix with a domain": _case("__Host-id=1; Secure; Path=/; Domain=example.test"),
    "an age in words": _case("id=1; Max-Age=week"),
    "one name twice": _case("id=1", "id=2"),
}
QUIET: dict[str, Case] = {
    "hardened": _case("__Host-id=1; Secure; HttpOnly; SameSite=Lax; Path=/"),
    "plain": _case("id=1"),
    "with a comma in its date": _case("id=1; Expires=Sun, 29 Nov 2026 16:00:00 GMT"),
    "in a 1xx, which INT013 judges": case(get(), interim(103, "Set-Cookie: id=1; SameSite=None"), final(200, DATE)),
    "no final response": case(get()),
}


def test_it_is_a_warning_on_its_field() -> None:
    (found,) = RULE.judge(RAISES["no Secure with SameSite=None"])
    assert (found.severity, found.field) == (Severity.WARNING, "Set-Cookie")


def test_what_browsers_ignore_is_a_note() -> None:
    assert {one.severity for one in RULE.judge(_case("id=1; Colour=red"))} == {Severity.NOTE}
