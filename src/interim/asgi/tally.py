"""Counts of what became of interim responses in this process, so that a dropped one is not silent."""

from dataclasses import dataclass

from interim.asgi.channel import Pushed

__all__ = ["TALLY", "Tally"]


@dataclass(slots=True)
class Tally:
    """Interim responses by outcome, since the process started. Attributes are plain, for the sake of speed."""

    sent: int = 0
    dropped: int = 0
    withheld: int = 0
    gone: int = 0

    def count(self, pushed: Pushed) -> Pushed:
        """Count one, and hand it back."""
        if pushed is Pushed.SENT:
            self.sent += 1
        elif pushed is Pushed.DROPPED:
            self.dropped += 1
        elif pushed is Pushed.WITHHELD:
            self.withheld += 1
        else:
            self.gone += 1
        return pushed


TALLY = Tally()
"""The one of this process. Every server adapter counts here, whoever the interim response came from."""
