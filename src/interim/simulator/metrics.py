"""What a simulator counts, for Prometheus: requests by code, interim responses by outcome, requests held now."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest, values
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from interim.asgi.channel import Pushed

__all__ = ["EXPOSITION_TYPE", "PrometheusMetrics"]

EXPOSITION_TYPE = CONTENT_TYPE_PLAIN_0_0_4.encode()
_Count = Callable[[], None]
_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


class PrometheusMetrics:
    """The counts of one simulator, or of all its workers. Keeps the contract of `interim.simulator.site.Metrics`.

    By itself a simulator counts in a registry of its own, so that two of them in one process do not mix. When
    ``PROMETHEUS_MULTIPROC_DIR`` names a directory before prometheus_client is imported, the processes that share it
    count together, through a file each, and any of them tells the sums; then two simulators in one process do mix,
    because a file has room for one value of a name.
    """

    def __init__(self) -> None:
        self._directory = _shared_directory()
        self._registry = CollectorRegistry()
        if self._directory is None:
            families = _families(self._registry)
        else:
            families = _families_of_process()
            MultiProcessCollector(self._registry, path=str(self._directory))  # type: ignore[no-untyped-call]
        self._requests = families.requests
        self._held = families.held
        self._answered: dict[int, _Count] = {}
        # Resolved now, so that counting is one call, and an outcome that did not happen yet shows as 0.
        self._interims = {pushed: families.interims.labels(pushed.value).inc for pushed in Pushed}

    def answered(self, status: int) -> None:
        """See `Metrics.answered`."""
        count = self._answered.get(status)
        if count is None:
            count = self._answered[status] = self._requests.labels(str(status)).inc
        count()

    def interim(self, pushed: Pushed) -> None:
        """See `Metrics.interim`."""
        self._interims[pushed]()

    def held(self, delta: int) -> None:
        """See `Metrics.held`."""
        self._held.inc(delta)

    def exposition(self) -> bytes:
        """All counts in the text format of Prometheus, of the media type `EXPOSITION_TYPE`."""
        if self._directory is not None:
            _forget_the_dead(self._directory)
        return generate_latest(self._registry)


class _Families(NamedTuple):
    requests: Counter
    interims: Counter
    held: Gauge


def _families(registry: CollectorRegistry | None) -> _Families:
    return _Families(
        requests=Counter("interim_requests", "Final responses, by status code.", ["code"], registry=registry),
        interims=Counter(
            "interim_interims",
            "Interim responses that were due, by what became of them: sent, dropped because the client does not read, "
            "withheld from HTTP/1.0, or gone with the client.",
            ["outcome"],
            registry=registry,
        ),
        held=Gauge("interim_held_requests", "Requests held now.", multiprocess_mode="livesum", registry=registry),
    )


@functools.cache
def _families_of_process() -> _Families:
    """Those that the processes sharing a directory have; two objects for one value of a file would undo each other."""
    return _families(None)


def _shared_directory() -> Path | None:
    directory = os.environ.get(_DIRECTORY)
    # prometheus_client chooses when it is imported, and tells nowhere else what it chose.
    counts_in_files = values.ValueClass._multiprocess  # noqa: SLF001
    return Path(directory) if directory and counts_in_files else None


def _forget_the_dead(directory: Path) -> None:
    """Leave out of the gauges what a killed worker held: nobody else tells prometheus_client that it is dead."""
    for file in directory.glob("gauge_live*_*.db"):
        pid = file.stem.rpartition("_")[2]
        if pid.isdigit() and not _lives(int(pid)):
            mark_process_dead(int(pid), str(directory))  # type: ignore[no-untyped-call]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        # It may be there, and another user's.
        return not isinstance(error, ProcessLookupError)
    return True
