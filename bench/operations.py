"""The engine of operations without HTTP: trivial operations per second, and how soon who waits knows of the end.

One client starts an operation, waits for its end, and starts the next. "End to waiter" is from when the function has
returned, so the write of the result and its flush to the disk are part of it. Everything is in one process but for the
rows that say so: there the clients wait in one process, and another one runs the operations.
"""

import argparse
import asyncio
import json
import multiprocessing
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

from interim.operations.database import Synchronous
from interim.operations.operations import Operations

WAITERS = 5000


@dataclass(frozen=True)
class Figures:
    per_s: float
    whole_ms: list[float]
    woken_ms: list[float]


def make(path: Path, synchronous: Synchronous, max_running: int = 100) -> Operations:
    operations = Operations(f"sqlite:///{path}", synchronous=synchronous, max_running=max_running)

    @operations.operation
    async def trivial() -> int:
        return time.monotonic_ns()

    @operations.operation
    async def held(seconds: float) -> int:
        await asyncio.sleep(seconds)
        return time.monotonic_ns()

    return operations


async def clients(operations: Operations, count: int, each: int) -> Figures:
    whole_ms: list[float] = []
    woken_ms: list[float] = []
    work = operations.works["trivial"]

    async def client() -> None:
        for _ in range(each):
            began_ns = time.monotonic_ns()
            started = await work.start()
            ended = await operations.wait(started.id)
            now_ns = time.monotonic_ns()
            whole_ms.append((now_ns - began_ns) / 1e6)
            woken_ms.append((now_ns - json.loads(ended.content or b"0")) / 1e6)

    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(client())
    return Figures(count * each / (time.monotonic() - began), whole_ms, woken_ms)


async def measure(path: Path, synchronous: Synchronous, count: int, each: int, *, runs_here: bool) -> Figures:
    operations = make(path, synchronous, 100 if runs_here else 0)
    async with operations.lifespan():
        await clients(operations, count, 20)
        return await clients(operations, count, each)


def run_elsewhere(path: str, synchronous: Synchronous, ready: Event, done: Event) -> None:
    async def run() -> None:
        # It looks for what is pending as often as who waits looks for the end.
        operations = Operations(f"sqlite:///{path}", synchronous=synchronous, tick_s=0.02)

        @operations.operation
        async def trivial() -> int:
            return time.monotonic_ns()

        async with operations.lifespan():
            ready.set()
            await asyncio.to_thread(done.wait)

    asyncio.run(run())


def two_processes(path: Path, synchronous: Synchronous, count: int, each: int) -> Figures:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    worker = context.Process(target=run_elsewhere, args=(str(path), synchronous, ready, done))
    worker.start()
    ready.wait(30)
    try:
        return asyncio.run(measure(path, synchronous, count, each, runs_here=False))
    finally:
        done.set()
        worker.join(30)


async def waiters(path: Path) -> list[float]:
    operations = make(path, "full")
    woken_ms: list[float] = []

    async def wait(id: str) -> None:
        ended = await operations.wait(id)
        woken_ms.append((time.monotonic_ns() - json.loads(ended.content or b"0")) / 1e6)

    async with operations.lifespan(), asyncio.TaskGroup() as group:
        started = await operations.works["held"].start(seconds=4)
        for _ in range(WAITERS):
            group.create_task(wait(started.id))
    return woken_ms


def flush_ms(folder: Path) -> float:
    """What one flush to this disk costs: the median of bare transactions."""
    with closing(sqlite3.connect(folder / "flush.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE t (v)")
        times = []
        for _ in range(200):
            began = time.monotonic_ns()
            connection.execute("INSERT INTO t VALUES (zeroblob(500))")
            times.append((time.monotonic_ns() - began) / 1e6)
    return statistics.median(times)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=300, help="operations of each client")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", help="where the file is made; of the system if not given")
    arguments = parser.parse_args()
    cases: list[tuple[str, Synchronous, int, bool]] = [
        (f"{where}, synchronous={synchronous.upper()}, {count} clients", synchronous, count, where == "two processes")
        for where in ("one process", "two processes")
        for synchronous in ("full", "normal")
        for count in (1, 16)
    ]
    figures: dict[str, list[Figures]] = {name: [] for name, *_ in cases}
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        flush = flush_ms(Path(folder))
        for round_number in range(arguments.rounds):
            for name, synchronous, count, is_two in cases:
                path = Path(folder) / f"{round_number} {name}.db"
                each = arguments.each if not is_two else arguments.each // 5
                if is_two:
                    one = two_processes(path, synchronous, count, each)
                else:
                    one = asyncio.run(measure(path, synchronous, count, each, runs_here=True))
                figures[name].append(one)
                print(name, round(one.per_s), file=sys.stderr)
        woken_ms = asyncio.run(waiters(Path(folder) / "waiters.db"))
    print(f"One flush to the disk: {flush:.2f} ms.\n")
    print("| | operations/s | start to end, median ms | 99 % ms | end to waiter, median ms | 99 % ms |")
    print("|---|---|---|---|---|---|")
    for name, rounds in figures.items():
        rows = [
            (
                one.per_s,
                statistics.median(one.whole_ms),
                percentile(one.whole_ms, 0.99),
                statistics.median(one.woken_ms),
                percentile(one.woken_ms, 0.99),
            )
            for one in rounds
        ]
        per_s, half, most, woken, latest = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"| {name} | {per_s:,.0f} | {half:.1f} | {most:.1f} | {woken:.1f} | {latest:.1f} |")
    last = f"median {statistics.median(woken_ms):.0f} ms, the last {max(woken_ms):.0f} ms"
    print(f"\n{WAITERS:,} that wait for one operation know of its end: {last} after it.")


if __name__ == "__main__":
    main()
