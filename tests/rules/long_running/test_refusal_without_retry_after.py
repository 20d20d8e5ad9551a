from interim.rules.case import Case
from interim.rules.long_running.refusal_without_retry_after import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {
    "429": case(get(), final(429)),
    "503": case(get(), final(503)),
}
QUIET: dict[str, Case] = {
    "with one": case(get(), final(429, "Retry-After: 30")),
    "with a malformed one, which LRO003 tells": case(get(), final(503, "Retry-After: 1.5")),
    "another error": case(get(), final(500)),
    "no final response": case(get()),
}


def test_it_names_the_status() -> None:
    found = RULE.judge(RAISES["429"])
    assert [(one.message, one.part, one.field) for one in found] == [
        ("The 429 has no Retry-After", "final", "Retry-After")
    ]
