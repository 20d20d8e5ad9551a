from interim.rules.case import Case
from interim.rules.interims.content_length_in_interim import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "Content-Length: 0": case(get(), interim(102, "Content-Length: 0", at=20.0), final(at=30.0)),
    "on HTTP/2 as well": case(get(version="HTTP/2"), interim(103, "content-length: 5"), final()),
    "in a late one": case(get(), final(), late=[interim(102, "Content-Length: 0", at=1.0)]),
}
QUIET: dict[str, Case] = {
    "only the final response has one": case(get(), interim(102), final(200, "Content-Length: 2", content=b"ok")),
}


def test_each_interim_response_is_pointed_at() -> None:
    found = RULE.judge(case(get(), interim(103), interim(102, "Content-Length: 7"), final()))
    assert [(one.message, one.part, one.index, one.field) for one in found] == [
        ("The 102 carries Content-Length: 7", "interim", 1, "Content-Length")
    ]


def test_a_control_character_does_not_get_into_the_message() -> None:
    found = RULE.judge(case(get(), interim(102, "Content-Length: \x1b[31m"), final()))
    assert "\x1b" not in found[0].message
