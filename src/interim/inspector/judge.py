"""Judge an exchange that is already recorded: a replay, or a capture that somebody sent."""

from interim.exchange.exchange import Exchange
from interim.inspector.report import Report
from interim.rules.settings import Settings

__all__ = ["judge"]


def judge(exchange: Exchange, settings: Settings | None = None) -> Report:
    """The report of a recorded exchange: no network, and no active checks."""
    # All rules and their linter: a third of a second that only a judgement has to pay.
    from interim.rules.lint import lint

    return Report(exchange=exchange, findings=tuple(lint(exchange, settings)))
