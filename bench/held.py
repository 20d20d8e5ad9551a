"""Many requests held by one process, each told every 5 s with a 102: memory, CPU per 102 and how late they come.

The server has a core of its own, and this client the other. Connections are opened evenly over one interval, as they
would come in life. Memory is the growth of the server's RSS per held request, after a warm-up that is not counted.
"""

import argparse
import asyncio
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psutil

from bench.apps import EVERY_S
from bench.measured import Measured, free_port, serving

RUN = [sys.executable, "-m", "interim", "run", "--no-access-log", "--log-level", "critical", "--graceful", "0"]
SERVE = [sys.executable, "-m", "interim", "serve", "--no-access-log", "--log-level", "critical", "--graceful", "0"]

SERVERS: dict[str, tuple[str, Callable[[int], list[str]]]] = {
    "sleep loop per request": ("/", lambda port: [*RUN, "--port", str(port), "bench.apps:sleep_loop"]),
    "timer wheel, bare": ("/", lambda port: [*RUN, "--port", str(port), "bench.apps:wheel"]),
    "KeepAlive around a silent application": ("/", lambda port: [*RUN, "--port", str(port), "bench.apps:kept"]),
    "interim /api/status/102": (
        "/api/status/102?count=300&interval=5s",
        lambda port: [*SERVE, "--port", str(port)],
    ),
    "Node writeProcessing": ("/held", lambda port: ["node", "bench/cluster.js", str(port), "1"]),
}


@dataclass
class Watch:
    """What the client saw."""

    watching: bool = False
    interims: int = 0
    late_ms: list[float] = field(default_factory=list)


class Held(asyncio.Protocol):
    """One held request: it notes how late each 102 is, counted from when the first came."""

    def __init__(self, target: str, watch: Watch) -> None:
        self.target = target
        self.watch = watch
        self.first_s: float | None = None
        self.beats = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(f"GET {self.target} HTTP/1.1\r\nhost: localhost\r\nuser-agent: curl/8.0\r\n\r\n".encode())
        self.asked_s = time.monotonic()

    def data_received(self, data: bytes) -> None:
        now_s = time.monotonic()
        for _ in range(data.count(b"HTTP/1.1 102")):
            late_s = now_s - (self.asked_s + self.beats * EVERY_S)
            self.beats += 1
            if self.watch.watching:
                self.watch.interims += 1
                self.watch.late_ms.append(late_s * 1000)


async def hold(server: Measured, target: str, held: int, window_s: float) -> tuple[float, float, Watch]:
    """KiB of memory per held request, microseconds of CPU per 102, and what the client saw."""
    loop = asyncio.get_running_loop()
    watch = Watch()
    transports = []

    async def connect(count: int, over_s: float) -> None:
        start_s = time.monotonic()
        for at in range(count):
            transport, _ = await loop.create_connection(lambda: Held(target, watch), "127.0.0.1", server.port)
            transports.append(transport)
            await asyncio.sleep(max(start_s + (at + 1) * over_s / count - time.monotonic(), 0))

    await connect(100, 0.5)
    await asyncio.sleep(1)
    before_kib = server.rss_kib()
    await connect(held, EVERY_S)
    await asyncio.sleep(EVERY_S + 1)
    watch.watching = True
    cpu_s = server.cpu_s()
    await asyncio.sleep(window_s)
    cpu_s = server.cpu_s() - cpu_s
    watch.watching = False
    memory_kib = (server.rss_kib() - before_kib) / held
    for transport in transports:
        transport.abort()
    return memory_kib, cpu_s / max(watch.interims, 1) * 1e6, watch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held", type=int, default=5000)
    parser.add_argument("--window", type=float, default=30.0, help="seconds of measuring; whole intervals")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    psutil.Process().cpu_affinity([1])
    rows: dict[str, list[tuple[float, float, float, float, float]]] = {name: [] for name in SERVERS}
    for _ in range(arguments.rounds):
        for name, (target, command) in SERVERS.items():
            port = free_port()
            with serving(command(port), port, [0]) as server:
                kib, us, watch = asyncio.run(hold(server, target, arguments.held, arguments.window))
            late = sorted(watch.late_ms)
            expected = (arguments.held + 100) * arguments.window / EVERY_S
            rows[name].append(
                (kib, us, late[int(len(late) * 0.5)], late[int(len(late) * 0.99)], watch.interims / expected)
            )
            print(name, rows[name][-1], file=sys.stderr)
    base = statistics.median(row[1] for row in rows["sleep loop per request"])
    columns = "KiB RSS each | CPU per 102, us | ratio | late, median ms | 99 % ms | sent |"
    print(f"| {arguments.held:,} held, a 102 every 5 s | {columns}")
    print("|---|---|---|---|---|---|---|")
    for name, figures in rows.items():
        kib, us, half, most, share = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"| {name} | {kib:.1f} | {us:.1f} | {us / base:.2f} | {half:.0f} | {most:.0f} | {share:.0%} |")


if __name__ == "__main__":
    main()
