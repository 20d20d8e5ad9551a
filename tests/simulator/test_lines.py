import pytest

from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.lines import checked_line, parse_lines

CONFIG = Config()


def test_lines_are_names_and_values_in_order_with_names_in_lower_case() -> None:
    assert parse_lines("header", ["X-A: 1", "x-a:2", "Empty:", "T:  a b\t"]) == (
        (b"x-a", b"1"),
        (b"x-a", b"2"),
        (b"empty", b""),
        (b"t", b"a b"),
    )


@pytest.mark.parametrize(
    "text", ["", "X-A", ": v", "X A: v", "X-A: a\r\nB: c", "X-A: a\nb", "X: \x00", "X\r: y", "X: €", "X: a\tb"]
)
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="header") as caught:
        parse_lines("header", [text])
    assert caught.value.got == text


@pytest.mark.parametrize(
    "name",
    ["Content-Length", "transfer-encoding", "Connection", "keep-alive", "TE", "Trailer", "Upgrade", "Proxy-Connection",
     "X-Simulated-Status", "X-Sim-Info", "Date", "Server", "Cache-Control", "Refresh", "\u212aeep-Alive"],
)  # fmt: skip
def test_fields_that_frame_mark_or_redirect_are_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="header"):
        checked_line("header", name, "5", CONFIG)


@pytest.mark.parametrize("name", ["Location", "Content-Location"])
def test_a_field_that_leads_elsewhere_is_held_against_the_allowed_hosts(name: str) -> None:
    assert checked_line("header", name, "/x", CONFIG) == (name.lower().encode(), b"/x")
    with pytest.raises(InvalidInput, match="header"):
        checked_line("header", name, "//evil.example", CONFIG)
