import pytest

from interim.rules.case import Case
from interim.rules.interims.metadata_in_interim import RULE
from tests.fakes.exchanges import DATE, case, final, get, interim

RAISES: dict[str, Case] = {
    "a type": case(get(), interim(102, "Content-Type: application/json"), final()),
    "in a 100": case(get(), interim(100, 'ETag: "a"'), final()),
}
QUIET: dict[str, Case] = {
    "a 103 sends such fields ahead": case(get(), interim(103, "Content-Type: text/html", "Link: </a>"), final()),
    "Date and Server are no metadata": case(get(), interim(102, DATE, "Server: x", "X-Progress: 40"), final()),
    "Content-Length has its own rule": case(get(), interim(102, "Content-Length: 0"), final()),
    "Set-Cookie has its own rule": case(get(), interim(102, "Set-Cookie: a=1"), final()),
    "in the final response": case(get(), interim(102), final(200, "Cache-Control: max-age=60")),
}


@pytest.mark.parametrize(
    "name", ["Cache-Control", "Expires", "Age", "Vary", "Location", "Retry-After", "Last-Modified"]
)
def test_metadata_of_all_kinds_is_found(name: str) -> None:
    assert [one.field for one in RULE.judge(case(get(), interim(102, f"{name}: x"), final()))] == [name]


def test_one_message_is_told_once_with_all_its_fields() -> None:
    found = RULE.judge(case(get(), interim(102, "Vary: *", "Content-Type: text/plain"), final()))
    assert [one.data["fields"] for one in found] == [["Content-Type", "Vary"]]
