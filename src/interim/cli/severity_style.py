"""How a severity looks on a terminal."""

from typing import assert_never

from interim.rules.finding import Severity

__all__ = ["severity_style"]


def severity_style(severity: Severity) -> str:
    """The style of rich for it."""
    match severity:
        case Severity.ERROR:
            return "red"
        case Severity.WARNING:
            return "yellow"
        case Severity.NOTE:
            return "cyan"
        case _:
            assert_never(severity)
