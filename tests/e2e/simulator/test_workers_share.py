"""Two worker processes are one simulator: they share sequences, rates and counts."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from interim.testing.simulator import simulator_in_process

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

CODES = list(range(400, 440))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with simulator_in_process(workers=2) as url:
        yield url


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def statuses(pool: ThreadPoolExecutor, target: str, count: int) -> list[int]:
    """One connection for each request, so that both workers get some."""
    return list(pool.map(lambda _: httpx.get(target, timeout=20).status_code, range(count)))


def test_a_sequence_is_one_for_both(url: str, pool: ThreadPoolExecutor) -> None:
    target = f"{url}/api/status/200?seq={','.join(map(str, CODES))}&key=shared"
    taken = statuses(pool, target, len(CODES) + 5)
    assert sorted(taken) == CODES + [CODES[-1]] * 5


def test_a_rate_is_one_for_both(url: str, pool: ThreadPoolExecutor) -> None:
    taken = statuses(pool, f"{url}/api/status/200?rate=7/600s&key=shared", 20)
    assert sorted(taken) == [200] * 7 + [429] * 13


def test_any_of_them_tells_the_counts_of_both(url: str, pool: ThreadPoolExecutor) -> None:
    assert statuses(pool, f"{url}/api/status/299?strict=0", 20) == [299] * 20
    wanted = 'interim_requests_total{code="299"} 20.0'
    deadline = time.monotonic() + 10
    # A worker counts right after it has answered, so the client can be quicker.
    while not all(wanted in text for text in pool.map(lambda _: httpx.get(f"{url}/metrics").text, range(6))):
        assert time.monotonic() < deadline
