"""The performance: the interim responses of one held request, pushed when they are due, and what became of each."""

import itertools
import json
from array import array
from collections.abc import Mapping, Sequence

from interim.asgi.channel import Channel, Pushed
from interim.exchange.fields import FieldLine
from interim.protocol.pacing import Step, script_length_ns, script_times
from interim.simulator.site import Metrics

__all__ = ["Performance"]

_LISTED = 100
"""How many interim responses a summary lists; it counts the others."""
_BATCH = 256
"""How many are pushed in one go, before the event loop gets its turn."""
_OUTCOMES = tuple(Pushed)
_MS_NS = 1_000_000
_MOST_SLACK_NS = 30 * _MS_NS


class Performance:
    """Plays a script against a clock. Made for each held request, and kept as long: it is small.

    `beat` is the callback of an appointment: thousands of held requests share one timer, and none needs a task to wake.
    Times are absolute, so a late interim response does not delay the others, and none is left out.

    Args:
        channel: where the interim responses go; None when the caller sends them itself and uses `record`.
        start_ns: of the monotonic clock.
        wait_ns: between the end of the script and the final response.

    Attributes:
        start_ns: when it began, of the monotonic clock.
        end_ns: when the final response is due.
        count: how many interim responses were due up to now.
        dropped: how many of them the client did not read.
        withheld: how many of them must not go to an HTTP/1.0 client.
        code: the status that is next, or 0 at the end of the script.
        due_ns: when it is due, or `end_ns` at the end of the script.
    """

    __slots__ = (
        "_channel",
        "_lines",
        "_metrics",
        "_records",
        "_steps",
        "_times",
        "code",
        "count",
        "dropped",
        "due_ns",
        "end_ns",
        "start_ns",
        "withheld",
    )

    def __init__(
        self,
        steps: Sequence[Step],
        lines: Mapping[int, Sequence[FieldLine]],
        *,
        channel: Channel | None,
        metrics: Metrics,
        start_ns: int,
        wait_ns: int,
    ) -> None:
        self._steps = steps
        self._lines = lines
        self._channel = channel
        self._metrics = metrics
        self._times = script_times(steps)
        # Four octets for each one listed: the time in ms, times four, and the outcome. The code is in the script.
        self._records = array("I")
        self.start_ns = start_ns
        self.end_ns = start_ns + script_length_ns(steps) + wait_ns
        self.count = 0
        self.dropped = 0
        self.withheld = 0
        self.code = 0
        self.due_ns = start_ns
        self._advance()

    def beat(self, now_ns: int) -> int | None:
        """Push what is due; returns when to call again, or None when the final response is due."""
        channel = self._channel
        if channel is not None:
            pushed = 0
            while self.code and self.due_ns <= now_ns:
                if pushed == _BATCH:
                    return now_ns
                self.record(channel.push(self.code, self._lines.get(self.code, ())), now_ns)
                pushed += 1
        return self.due_ns if self.due_ns > now_ns else None

    @property
    def slack_ns(self) -> int:
        """How late an interim response may be so that others go out with it: a hundredth of the gap, at most 30 ms.

        A wake-up costs as much as several interim responses do; the one second of a demonstration stays exact to 10 ms.
        """
        return min(min((step.gap_ns for step in self._steps if step.gap_ns), default=0) // 100, _MOST_SLACK_NS)

    @property
    def lines(self) -> Sequence[FieldLine]:
        """The fields of the interim response that is next."""
        return self._lines.get(self.code, ())

    def record(self, outcome: Pushed, now_ns: int) -> None:
        """Note what became of the interim response that was next, and go on to the one after it."""
        if self.count < _LISTED:
            at_ms = (now_ns - self.start_ns) // _MS_NS
            self._records.append(at_ms * len(_OUTCOMES) + _OUTCOMES.index(outcome))
        self.count += 1
        if outcome is not Pushed.SENT:
            self.dropped += outcome is Pushed.DROPPED
            self.withheld += outcome is Pushed.WITHHELD
        self._metrics.interim(outcome)
        self._advance()

    def to_json(self) -> tuple[str, int]:
        """The interim responses so far as a JSON array, which lists a hundred at the most, and how many there were."""
        items = [{"code": code, "at_ms": at_ms, "outcome": outcome.value} for code, at_ms, outcome in self._outcomes()]
        return json.dumps(items, separators=(",", ":")), self.count

    def _outcomes(self) -> "list[tuple[int, int, Pushed]]":
        return [
            (code, record // len(_OUTCOMES), _OUTCOMES[record % len(_OUTCOMES)])
            for (_, code), record in zip(
                itertools.islice(script_times(self._steps), _LISTED), self._records, strict=False
            )
        ]

    def _advance(self) -> None:
        at_ns, self.code = next(self._times, (self.end_ns - self.start_ns, 0))
        self.due_ns = self.start_ns + at_ns
