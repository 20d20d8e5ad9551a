"""Silence: the time between two arrivals of octets."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from interim.exchange.exchange import Exchange
from interim.rules.reading.duration import moment, spell
from interim.rules.rule import Found

__all__ = ["Silence", "found_silence", "longest", "longest_silence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A time in which nothing came, in ns since the end of the request."""

    from_ns: int
    until_ns: int

    @property
    def length_ns(self) -> int:
        """How long it was."""
        return self.until_ns - self.from_ns


def longest(times: Iterable[int]) -> Silence:
    """The longest time between two of these, the first of several as long; no time at all when there are not two."""
    silence = Silence(from_ns=0, until_ns=0)
    for before, after in itertools.pairwise(sorted(times)):
        if after - before > silence.length_ns:
            silence = Silence(from_ns=before, until_ns=after)
    return silence


def longest_silence(exchange: Exchange) -> Silence:
    """The longest silence from the end of the request to the end of the final response.

    What came before the end of the request counts as come with it, and what came after the response does not count.
    Without a complete final response the last arrival is the end: nobody knows what would have come.
    """
    times = [*exchange.timeline.arrivals, *(interim.at_ns for interim in exchange.interims)]
    end_ns = None
    if exchange.final is not None:
        times.append(exchange.final.head_at_ns)
        end_ns = exchange.final.end_at_ns
    if end_ns is not None:
        times = [at_ns for at_ns in times if at_ns <= end_ns]
        # The end of close-delimited content is the close, which is no arrival; a client waits for it all the same.
        times.append(end_ns)
    return longest([0, *(max(0, at_ns) for at_ns in times)])


def found_silence(silence: Silence) -> Found:
    """What a rule finds in a silence that is too long for it."""
    return Found(
        message=(
            f"Nothing came for {spell(silence.length_ns)}, from {moment(silence.from_ns)} to {moment(silence.until_ns)}"
        ),
        at_ns=silence.from_ns,
        data={"silence": silence.length_ns / 1_000_000_000},
    )
