"""The timer wheel: one timer per event loop drives the heartbeats and the ends of all held requests.

Time is cut into slots of 10 ms. An appointment lies in the slot in which it is due; only the nearest slot has a timer
of the event loop. Making, moving and cancelling an appointment costs a dictionary operation, whatever their number; a
cancelled one leaves nothing behind. Measured against a sleeping task per request: bench/held.py.

Waking a process costs more than an interim response does. So an appointment may have slack: then it lies in a slot that
it shares with others of the same slack, and one waking serves them all.
"""

import asyncio
import heapq
import time
import weakref
from collections.abc import Callable

__all__ = ["SLOT_NS", "Appointment", "Wheel", "wheel_of"]

SLOT_NS = 10_000_000
_BATCH = 256
"""How many appointments are kept in one go, before the event loop gets its turn: about 10 ms of pushes."""

Callback = Callable[[int], int | None]


class Appointment:
    """A callback with a time, until it is kept or cancelled."""

    __slots__ = ("_bucket", "callback", "grain")

    def __init__(self, callback: Callback, grain: int) -> None:
        self.callback = callback
        self.grain = grain
        self._bucket: dict[Appointment, None] | None = None

    def cancel(self) -> None:
        """Forget it. Does nothing when it was kept or cancelled before."""
        self.callback = _forgotten
        if self._bucket is not None:
            self._bucket.pop(self, None)
            self._bucket = None


class Wheel:
    """The appointments of one event loop. Use it on that loop only."""

    def __init__(self, loop: asyncio.AbstractEventLoop, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self.loop = loop
        self.now_ns = now_ns
        self._buckets: dict[int, dict[Appointment, None]] = {}
        self._slots: list[int] = []
        self._timer: asyncio.Handle | None = None
        self._timer_slot = 0
        self._floor = 0

    def __len__(self) -> int:
        return sum(len(bucket) for bucket in self._buckets.values())

    def at(self, due_ns: int, callback: Callback, slack_ns: int = 0) -> Appointment:
        """Call back at `due_ns` of the monotonic clock, or up to a slot or the slack later.

        Args:
            due_ns: when; in the past means soon.
            slack_ns: how much later is as good, each time that it is called.
            callback: takes the current time in ns, and returns when it wants to be called again, or None. It must not
                block. What it raises is reported to the event loop's exception handler and ends the appointment.
        """
        appointment = Appointment(callback, max(slack_ns // SLOT_NS, 1))
        self._enter(appointment, due_ns)
        return appointment

    def _enter(self, appointment: Appointment, due_ns: int) -> None:
        grain = appointment.grain
        # A callback may make an appointment that is due: it lies behind the slot that is being kept.
        slot = max(-(-due_ns // (SLOT_NS * grain)) * grain, self._floor)
        bucket = self._buckets.get(slot)
        if bucket is None:
            bucket = self._buckets[slot] = {}
            heapq.heappush(self._slots, slot)
            if self._timer is None or slot < self._timer_slot:
                self._arm()
        bucket[appointment] = None
        appointment._bucket = bucket  # noqa: SLF001 - the wheel and its appointments are one

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._slots:
            self._timer_slot = self._slots[0]
            delay_ns = self._timer_slot * SLOT_NS - self.now_ns()
            self._timer = self.loop.call_later(max(delay_ns, 0) / 1e9, self._turn)

    def _turn(self) -> None:
        self._timer = None
        kept = 0
        while self._slots:
            slot = self._slots[0]
            now_ns = self.now_ns()
            if slot * SLOT_NS > now_ns:
                break
            bucket = self._buckets[slot]
            self._floor = slot + 1
            while bucket and kept < _BATCH:
                appointment, _ = bucket.popitem()
                appointment._bucket = None  # noqa: SLF001
                kept += 1
                self._keep(appointment, now_ns)
            if bucket:
                break
            heapq.heappop(self._slots)
            del self._buckets[slot]
        self._floor = 0
        self._arm()

    def _keep(self, appointment: Appointment, now_ns: int) -> None:
        callback = appointment.callback
        try:
            due_ns = callback(now_ns)
        except Exception as error:
            self.loop.call_exception_handler(
                {"message": "an appointment of the timer wheel failed", "exception": error}
            )
            return
        if due_ns is not None and appointment.callback is callback:
            self._enter(appointment, due_ns)


def _forgotten(_now_ns: int) -> None:
    """What a cancelled appointment calls: it frees what its own callback held."""


_wheels: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Wheel]" = weakref.WeakKeyDictionary()


def wheel_of(loop: asyncio.AbstractEventLoop) -> Wheel:
    """The wheel of an event loop, made when it is first asked for."""
    wheel = _wheels.get(loop)
    if wheel is None:
        wheel = _wheels[loop] = Wheel(loop)
    return wheel
