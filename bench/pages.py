"""What a page of the site costs: CPU to draw it and to send it again, and how much a browser fetches for it.

No server and no socket: the application alone, in one process. The best of several, since the machine has other work.
"""

import asyncio
import re
import time
from typing import Any

from bench.inside import receive, scope
from interim.web.site import Site, create_app

PATHS = (
    "/",
    "/codes",
    "/codes?q=timeout",
    "/codes/102",
    "/codes/404",
    "/rules",
    "/rules/INT001",
    "/matrix",
    "/inspect",
)
ROUNDS = 7


def main() -> None:
    create_app()
    asyncio.run(_fetched(create_app(), "/codes/102"))
    print("| page | drawn, CPU ms | sent again, CPU ms | HTML, KB | with style and scripts, KB | in gzip, KB |")
    print("|---|---|---|---|---|---|")
    for path in PATHS:
        drawn, again, size, total, packed = asyncio.run(_measured(path))
        print(f"| `{path}` | {drawn:.1f} | {again:.2f} | {size / 1e3:.1f} | {total / 1e3:.1f} | {packed / 1e3:.1f} |")


async def _measured(path: str) -> tuple[float, float, int, int, int]:
    drawn, again = [], []
    site = create_app()
    for _ in range(ROUNDS):
        site = create_app()
        drawn.append(await _cost_ms(site, path))
        again.append(await _cost_ms(site, path))
    text = (await _fetched(site, path)).decode()
    linked = set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', text))
    folder = next(iter(linked)).rpartition("/")[0]
    if any(link.endswith(("watch.js", "inspect.js")) for link in linked):
        linked.add(f"{folder}/wire.js")
    total = packed = 0
    for link in (path, *linked):
        total += len(await _fetched(site, link))
        packed += len(await _fetched(site, link, accept_encoding=b"gzip"))
    return min(drawn), min(again), len(text.encode()), total, packed


async def _cost_ms(site: Site, path: str) -> float:
    before_s = time.process_time()
    await _fetched(site, path, accept_encoding=b"gzip")
    return (time.process_time() - before_s) * 1e3


async def _fetched(site: Site, target: str, *, accept_encoding: bytes = b"identity") -> bytes:
    path, _, query = target.partition("?")
    content = bytearray()

    async def send(message: dict[str, Any]) -> None:
        content.extend(message.get("body", b""))

    asked = scope() | {
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1:8102"), (b"accept", b"text/html"), (b"accept-encoding", accept_encoding)],
    }
    await site(asked, receive, send)
    return bytes(content)


if __name__ == "__main__":
    main()
