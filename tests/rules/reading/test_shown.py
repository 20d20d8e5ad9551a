import pytest

from interim.rules.reading.shown import shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain text", "plain text"),
        (b"a\r\n\x00", r"a\r\n\x00"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\u202e\xe9", r"\u202e\xe9"),
        (b"\xff", r"\xff"),
        ("a" * 81, "a" * 80 + "..."),
        ("a" * 80, "a" * 80),
    ],
)
def test_only_visible_ascii_comes_out(value: str | bytes, text: str) -> None:
    assert shown(value) == text


def test_the_limit_counts_what_goes_in() -> None:
    assert shown("\x00\x00\x00", 2) == r"\x00\x00..."
