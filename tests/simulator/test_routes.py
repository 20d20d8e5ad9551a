"""Which path is answered where."""

import re
from pathlib import Path

import pytest

from interim.simulator import create_app
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]

READ_ONLY = [
    "/",
    "/docs",
    "/openapi.json",
    "/api/codes",
    "/api/codes/404",
    "/healthz",
    "/metrics",
    "/robots.txt",
    "/headers",
    "/drip",
    "/cache",
    "/cache/1",
    "/stream/1",
    "/redirect/1",
    "/basic-auth/u/p",
    "/etag/a",
]


@pytest.mark.parametrize("path", READ_ONLY)
@pytest.mark.parametrize("method", ["POST", "DELETE", "PROPFIND"])
async def test_what_is_only_read_says_so(path: str, method: str) -> None:
    reply = await get(create_app(), path, method=method)
    assert (reply.status, reply.get("allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/anything", "/anything/below", "/delay/0"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "PROPFIND", "OPTIONS"])
async def test_what_takes_any_method_takes_any(path: str, method: str) -> None:
    assert (await get(create_app(), path, method=method)).status == 200


async def test_all_of_it_works_where_the_simulator_is_mounted() -> None:
    reply = await get(create_app(), "/sim/redirect/1", root_path="/sim")
    assert (reply.status, reply.get("location")) == (302, "/sim/anything")


DOCUMENTED = re.findall(r"^\| ((?:`/[^`]+`(?:, )?)+) \|", (ROOT / "docs/httpbin.md").read_text("utf-8"), re.MULTILINE)
EXAMPLES = {"{codes}": "200,200", "{user}": "u", "{password}": "p", "{etag}": "v1", "{n}": "1", "...": "below"}


@pytest.mark.parametrize("target", [target for row in DOCUMENTED for target in re.findall("`([^`]+)`", row)])
async def test_what_the_documentation_takes_over_from_httpbin_is_there(target: str) -> None:
    for name, example in EXAMPLES.items():
        target = target.replace(name, example)
    target = re.sub(
        r"\?duration=.*|(?<=/delay/)1", lambda found: "0" if found[0] == "1" else "?duration=0&delay=0", target
    )
    assert (await get(create_app(), target)).status in {200, 302, 401}
