"""What `KeepAlive` costs a short request: one that is answered long before an interim response is due.

Three servers run the same minimal application: bare, with `KeepAlive` on an unknown path (which sends nothing), and on
a direct one. They have one core together, and wrk, which asks them in turns, has the other. CPU is the server's, read
from the kernel; the ratio is that of two turns next to each other, as a machine that does other things meanwhile slows
both. A second table has the same without a server and a socket.
"""

import argparse
import asyncio
import contextlib
import logging
import statistics
import sys
import time
from typing import Any

from bench.apps import minimal
from bench.inside import receive, scope, send
from bench.measured import Measured, free_port, serving
from bench.throughput import wrk
from interim import KeepAlive
from interim.asgi.channel import CHANNEL

RUN = [sys.executable, "-m", "interim", "run", "--no-access-log", "--log-level", "critical", "--graceful", "0"]
SERVERS: dict[str, list[str]] = {
    "bare": [],
    "KeepAlive, path unknown": ["--keepalive"],
    "KeepAlive, path direct": ["--keepalive", "--path", "direct"],
}
REQUESTS = 50_000


class Channel:
    """As much of a channel as a request that is answered in time needs."""

    server = "none"

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop


def cpu_us(server: Measured, seconds: int) -> float:
    before_s = server.cpu_s()
    requests, _ = wrk(server, "/", "1", seconds)
    return (server.cpu_s() - before_s) / requests * 1e6


def served(rounds: int, turns: int, seconds: int) -> None:
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in SERVERS}
    for _ in range(rounds):
        with contextlib.ExitStack() as stack:
            running = {}
            for name, options in SERVERS.items():
                port = free_port()
                command = [*RUN, "--port", str(port), *options, "bench.apps:minimal"]
                running[name] = stack.enter_context(serving(command, port, [0]))
                wrk(running[name], "/", "1", 1)
            for _ in range(turns):
                turn = {name: cpu_us(server, seconds) for name, server in running.items()}
                for name, cpu in turn.items():
                    figures[name].append((cpu, cpu / turn["bare"]))
                print(turn, file=sys.stderr)
    print(f"| one process, wrk -c32, {rounds * turns} turns | CPU per request, us | ratio | from | to |")
    print("|---|---|---|---|---|")
    for name, rows in figures.items():
        cpu, ratio = statistics.median(cpu for cpu, _ in rows), statistics.median(ratio for _, ratio in rows)
        first, _, last = statistics.quantiles([ratio for _, ratio in rows], n=4)
        print(f"| {name} | {cpu:.1f} | {ratio:.3f} | {first:.3f} | {last:.3f} |")


async def answer(app: Any, requests: int) -> float:
    channel = Channel(asyncio.get_running_loop())
    before_s = time.process_time()
    for _ in range(requests):
        one = scope()
        one["extensions"] = {CHANNEL: channel}
        await app(one, receive, send)
    return (time.process_time() - before_s) / requests * 1e6


def inside(rounds: int) -> None:
    apps: dict[str, Any] = {
        "bare": minimal,
        "KeepAlive, path unknown": KeepAlive(minimal),  # type: ignore[arg-type]
        "KeepAlive, path direct": KeepAlive(minimal, path="direct"),  # type: ignore[arg-type]
    }
    took: dict[str, list[float]] = {name: [] for name in apps}
    for _ in range(rounds):
        for name, app in apps.items():
            took[name].append(asyncio.run(answer(app, REQUESTS)))
    print("\n| without a server | CPU per request, us | more than bare |\n|---|---|---|")
    base = statistics.median(took["bare"])
    for name, figures in took.items():
        print(f"| {name} | {statistics.median(figures):.2f} | {statistics.median(figures) - base:.2f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the servers are started anew for each")
    parser.add_argument("--turns", type=int, default=7, help="of each round")
    parser.add_argument("--seconds", type=int, default=1, help="of each turn")
    arguments = parser.parse_args()
    logging.disable()
    served(arguments.rounds, arguments.turns, arguments.seconds)
    inside(arguments.rounds + 2)


if __name__ == "__main__":
    main()
