"""What comes from a wire is shown, and does nothing."""

import json

import pytest

from interim.inspector.formats.printable import in_json, printable, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, § and é", "plain text, § and é"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\x9b31m\x7f", "\\x9b31m\\x7f"),
        ("\u202eright", "\\u202eright"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
        ("\u2028", "\\u2028"),
    ],
    ids=ascii,
)
def test_characters_that_do_not_print_become_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(text).isprintable()


@pytest.mark.parametrize("text", ["§ é", "\x1b\x7f\x9b\u202e\ud800", "\U0001f600"], ids=ascii)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_says_the_same_and_is_printable(text: str, indent: int | None) -> None:
    document = {"name": [text]}
    written = in_json(document, indent=indent)
    assert json.loads(written) == document
    assert written.replace("\n", "").isprintable()


def test_json_keeps_what_is_printable() -> None:
    assert in_json({"spec": "RFC 9110 §15.2"}) == '{"spec": "RFC 9110 §15.2"}'


def test_a_long_text_says_that_it_is_cut() -> None:
    assert shortened("a" * 10, 10) == "a" * 10
    assert shortened("a" * 11, 10) == "a" * 10 + "... (11 characters)"
