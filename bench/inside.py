"""Where the time of `/api/status/200` goes inside the application: no server, no socket, one process.

First the whole, by CPU time; then the shares of the modules, by cProfile, whose own cost falls on small functions most.
"""

import asyncio
import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bench.apps import minimal
from interim.simulator import Config, create_app

REQUESTS = 20_000


def scope() -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "server": ("127.0.0.1", 8102),
        "client": ("127.0.0.1", 50000),
        "scheme": "http",
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8102")],
        "state": {},
        "method": "GET",
        "path": "/api/status/200",
        "raw_path": b"/api/status/200",
        "query_string": b"",
        "extensions": {},
    }


async def send(_message: dict[str, Any]) -> None:
    """Nowhere."""


async def receive() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def answer(app: Callable[..., Awaitable[None]], requests: int = REQUESTS) -> None:
    for _ in range(requests):
        await app(scope(), receive, send)


def main() -> None:
    simulator = create_app(Config.for_bind("127.0.0.1"))
    print("| application | CPU per request, us |\n|---|---|")
    for name, app in (("minimal", minimal), ("simulator", simulator)):
        asyncio.run(answer(app, 1000))
        before_s = time.process_time()
        asyncio.run(answer(app))
        print(f"| {name} | {(time.process_time() - before_s) / REQUESTS * 1e6:.1f} |")
    profile = cProfile.Profile()
    profile.runcall(asyncio.run, answer(simulator))
    shares: Counter[str] = Counter()
    for (file, _, function), (_, _, own_s, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        path = Path(file)
        shares["/".join(path.parts[-2:]) if path.suffix else f"built in: {function}"] += own_s
    total_s = sum(shares.values())
    print("\n| module | share |\n|---|---|")
    for name, own_s in shares.most_common(12):
        print(f"| {name} | {own_s / total_s:.0%} |")


if __name__ == "__main__":
    main()
