"""The counts of a simulator, by itself and with other processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interim.asgi.channel import Pushed
from interim.simulator.metrics import PrometheusMetrics


def samples(exposition: bytes) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in exposition.decode().splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_final_responses_are_counted_by_code() -> None:
    metrics = PrometheusMetrics()
    for status in (200, 503, 200):
        metrics.answered(status)
    counted = samples(metrics.exposition())
    assert counted['interim_requests_total{code="200"}'] == 2
    assert counted['interim_requests_total{code="503"}'] == 1


def test_interim_responses_are_counted_by_outcome() -> None:
    metrics = PrometheusMetrics()
    metrics.interim(Pushed.SENT)
    metrics.interim(Pushed.SENT)
    metrics.interim(Pushed.DROPPED)
    counted = samples(metrics.exposition())
    totals = {pushed: counted[f'interim_interims_total{{outcome="{pushed.value}"}}'] for pushed in Pushed}
    assert totals == {Pushed.SENT: 2, Pushed.DROPPED: 1, Pushed.WITHHELD: 0, Pushed.GONE: 0}


def test_held_requests_come_and_go() -> None:
    metrics = PrometheusMetrics()
    metrics.held(1)
    metrics.held(1)
    metrics.held(-1)
    assert samples(metrics.exposition())["interim_held_requests"] == 1


def test_two_simulators_in_a_process_count_apart() -> None:
    first = PrometheusMetrics()
    second = PrometheusMetrics()
    first.answered(200)
    assert 'interim_requests_total{code="200"}' not in samples(second.exposition())


COUNT = """
import sys
from interim.asgi.channel import Pushed
from interim.simulator.metrics import PrometheusMetrics
metrics, again = PrometheusMetrics(), PrometheusMetrics()
metrics.answered(200)
again.answered(200)
metrics.interim(Pushed.SENT)
metrics.held(1)
print(metrics.exposition().decode())
"""


def count_in_process(directory: Path) -> dict[str, float]:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(directory)}
    done = subprocess.run([sys.executable, "-c", COUNT], env=environment, capture_output=True, check=True, timeout=15)
    return samples(done.stdout.strip())


def test_processes_that_share_a_directory_count_together(tmp_path: Path) -> None:
    first = count_in_process(tmp_path)
    assert first['interim_requests_total{code="200"}'] == 2
    second = count_in_process(tmp_path)
    assert second['interim_requests_total{code="200"}'] == 4
    assert second['interim_interims_total{outcome="sent"}'] == 2


def test_what_a_dead_process_held_is_forgotten(tmp_path: Path) -> None:
    count_in_process(tmp_path)
    assert count_in_process(tmp_path)["interim_held_requests"] == 1


def test_what_a_living_process_of_another_user_holds_counts(tmp_path: Path) -> None:
    count_in_process(tmp_path)
    (left,) = tmp_path.glob("gauge_livesum_*.db")
    left.rename(tmp_path / "gauge_livesum_1.db")
    assert count_in_process(tmp_path)["interim_held_requests"] == 2


def test_a_directory_named_after_the_import_is_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    metrics = PrometheusMetrics()
    metrics.answered(200)
    assert samples(metrics.exposition())['interim_requests_total{code="200"}'] == 1
