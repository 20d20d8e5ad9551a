"""How wide a page is, and how its paragraphs are broken."""

from io import StringIO

import pytest
from rich.console import Console

from interim.cli.paragraph import page_width, wrapped


@pytest.mark.parametrize(("columns", "expected"), [(10, 40), (40, 40), (70, 70), (300, 88)])
def test_a_page_is_as_wide_as_the_terminal_within_bounds(columns: int, expected: int) -> None:
    assert page_width(Console(file=StringIO(), force_terminal=True, width=columns)) == expected


def test_a_pipe_gets_the_widest_page() -> None:
    assert page_width(Console(file=StringIO(), width=40)) == 88


def test_a_citation_stays_whole() -> None:
    for width in range(16, 60):
        lines = wrapped("Some words that stand before RFC 9110 §15.2, and others after RFC 4918 Appendix F.3.", width)
        assert any("RFC 9110 §15.2" in line for line in lines)
        assert not any("\N{NO-BREAK SPACE}" in line for line in lines)


def test_a_long_word_stays_whole() -> None:
    assert wrapped("see https://interim.example/a-long-address here", 20) == [
        "see",
        "https://interim.example/a-long-address",
        "here",
    ]
