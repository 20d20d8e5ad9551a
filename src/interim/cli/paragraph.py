"""How wide a page is, and how its paragraphs are broken."""

import re
import textwrap

from rich.console import Console

__all__ = ["page_width", "wrapped"]

_WIDEST = 88
"""Longer lines are hard to read, whatever the terminal offers."""
_NARROWEST = 40
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CITED = re.compile(r"RFC \d+( (§|Appendix )\S+)?")


def page_width(console: Console) -> int:
    """The columns of a page on this console: those of the terminal within bounds, and the most into a pipe."""
    return min(max(console.width, _NARROWEST), _WIDEST) if console.is_terminal else _WIDEST


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a paragraph. A citation such as "RFC 9110 §15.2" stays whole, to be read and searched for."""
    kept = _CITED.sub(lambda match: match[0].replace(" ", _NO_BREAK), text)
    lines = textwrap.wrap(kept, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_NO_BREAK, " ") for line in lines]
