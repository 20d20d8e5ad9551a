from interim.rules.case import Case
from interim.rules.status.no_allow_in_405 import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {"405": case(get(), final(405, "Content-Length: 0"))}
QUIET: dict[str, Case] = {
    "with Allow": case(get(), final(405, "Allow: POST")),
    "with an empty Allow": case(get(), final(405, "Allow:")),
    "501": case(get(), final(501)),
    "no final response": case(get()),
}


def test_it_names_the_field() -> None:
    (found,) = RULE.judge(RAISES["405"])
    assert (found.field, found.part, found.at_ns) == ("Allow", "final", 100_000_000)
