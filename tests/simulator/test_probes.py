"""What operators and crawlers ask."""

import pytest

from interim.simulator import create_app
from interim.simulator.site import NoMetrics
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio


async def test_a_simulator_that_answers_is_healthy() -> None:
    reply = await get(create_app(), "/healthz")
    assert reply.json()["status"] == "ok"
    assert reply.json()["held"] == 0
    assert reply.get("cache-control") == "no-store"


async def test_crawlers_are_kept_out_of_what_is_simulated() -> None:
    reply = await get(create_app(), "/robots.txt")
    assert reply.content == b"User-agent: *\nDisallow: /api/\nDisallow: /status/\n"


async def test_metrics_are_in_the_text_format_and_count_what_was_answered() -> None:
    app = create_app()
    for target in ("/api/status/418", "/headers", "/healthz", "/nothing", "/delay/x"):
        await get(app, target)
    reply = await get(app, "/metrics")
    assert (reply.get("content-type") or "").startswith("text/plain; version=0.0.4")
    counted = reply.content.decode()
    for code, count in ((418, 1), (200, 2), (404, 1), (400, 1)):
        assert f'interim_requests_total{{code="{code}"}} {count}.0' in counted


async def test_metrics_that_are_kept_elsewhere_are_not_found_here() -> None:
    reply = await get(create_app(metrics=NoMetrics()), "/metrics")
    assert reply.status == 404
