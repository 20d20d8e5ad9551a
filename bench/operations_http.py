"""Trivial operations over HTTP: created, claimed, run, finished and answered, each write on the disk before it counts.

One server process and one process of clients, each on a core of its own; 16 clients that wait for each answer before
they ask again, on connections that stay open. "Finish to waiter" is from when the function returned to when the client
has the result: the write, the wake-up and the response.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time

from bench.measured import Measured, free_port, serving

CLIENTS = 16
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--folder", default=None, help="where the store is; by default a temporary folder")
    options = parser.parse_args()
    rows: dict[str, list[tuple[float, float, float, float]]] = {"full": [], "normal": []}
    for _ in range(ROUNDS):
        for synchronous, row in rows.items():
            row.append(_round(synchronous, options.seconds, options.folder))
    print(
        f"| synchronous | operations a second, {CLIENTS} clients | CPU each, ms | finish to waiter, p50 ms | p99 ms |"
    )
    print("|---|---|---|---|---|")
    for synchronous, row in rows.items():
        rate, cpu, p50, p99 = (statistics.median(column) for column in zip(*row, strict=True))
        print(f"| {synchronous} | {rate:.0f} | {cpu:.2f} | {p50:.1f} | {p99:.1f} |")


def _round(synchronous: str, seconds: float, folder: str | None) -> tuple[float, float, float, float]:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        os.environ |= {"STORE": f"sqlite:///{place}/operations.db", "SYNCHRONOUS": synchronous}
        port = free_port()
        command = [sys.executable, "-m", "interim", "run", "bench.operations_app:app", "--port", str(port)]
        with serving([*command, "--no-access-log", "--log-level", "error", "--graceful", "1"], port, [0]) as server:
            os.sched_setaffinity(0, {1})
            asyncio.run(_load(port, 1.0))
            before_s = server.cpu_s()
            delays_ms, took_s = asyncio.run(_load(port, seconds))
            return _summary(server, before_s, delays_ms, took_s)


def _summary(
    server: Measured, before_s: float, delays_ms: list[float], took_s: float
) -> tuple[float, float, float, float]:
    cpu_ms = (server.cpu_s() - before_s) / len(delays_ms) * 1e3
    ordered = sorted(delays_ms)
    p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return len(delays_ms) / took_s, cpu_ms, p50, p99


async def _load(port: int, seconds: float) -> tuple[list[float], float]:
    delays_ms: list[float] = []
    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for _ in range(CLIENTS):
            group.create_task(_client(port, began + seconds, delays_ms))
    return delays_ms, time.monotonic() - began


async def _client(port: int, until: float, delays_ms: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        writer.write(b"POST / HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        content = await reader.readexactly(length)
        delays_ms.append((time.monotonic_ns() - json.loads(content)["at_ns"]) / 1e6)
    writer.close()


if __name__ == "__main__":
    main()
