from interim.rules.case import Case
from interim.rules.fields.weak_browser_protection import RULE
from interim.rules.finding import Severity
from tests.fakes.exchanges import DATE, case, final, get


def _case(*lines: str) -> Case:
    return case(get(), final(200, DATE, *lines), url="https://example.test/x")


RAISES: dict[str, Case] = {
    "a misspelt max-age": _case("Strict-Transport-Security: maxage=31536000"),
    "an unknown option": _case("X-Content-Type-Options: sniff"),
    "a policy that allows everything": _case("Content-Security-Policy: script-src *"),
    "a value that is none": _case("Cross-Origin-Resource-Policy: everybody"),
}
QUIET: dict[str, Case] = {
    "protected": _case(
        "Strict-Transport-Security: max-age=31536000; includeSubDomains",
        "X-Content-Type-Options: nosniff",
        "Content-Security-Policy: default-src 'self'",
    ),
    "no such field": _case(),
    "no final response": case(get()),
}


def test_it_is_a_note_on_its_field() -> None:
    (found,) = RULE.judge(RAISES["an unknown option"])
    assert (found.severity, found.field) == (Severity.NOTE, "X-Content-Type-Options")
