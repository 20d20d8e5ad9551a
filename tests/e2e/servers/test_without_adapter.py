"""`send_interim` on servers as they are, without our adapters: the native event, or a clear word."""

from collections.abc import Callable

import pytest

from tests.e2e.servers.launch import HOST, Launch, Options, serve
from tests.e2e.servers.wire import get

pytestmark = pytest.mark.e2e

APP = Options(app="tests.e2e.servers.plain_app:app")


def _uvicorn(port: int, options: Options) -> list[str]:
    return ["uvicorn", options.app, "--host", HOST, "--port", str(port), "--log-level", "error", "--lifespan", "off"]


def _gunicorn(port: int, options: Options) -> list[str]:
    return ["gunicorn", "-k", "asgi", "-b", f"{HOST}:{port}", "--log-level", "error", options.app]


def _hypercorn(port: int, options: Options) -> list[str]:
    return ["hypercorn", "-b", f"{HOST}:{port}", "--log-level", "error", options.app]


def test_the_native_event_of_gunicorn_is_used() -> None:
    with serve("stock gunicorn", APP, Launch(command=_gunicorn, channel="")) as served:
        answer = get(served, "/")
    assert (answer.statuses, answer.content) == ([102, 200], b"sent")


@pytest.mark.parametrize("command", [_uvicorn, _hypercorn], ids=["uvicorn", "hypercorn"])
def test_a_server_that_cannot_is_told_with_the_way_out(command: Callable[[int, Options], list[str]]) -> None:
    with serve("stock", APP, Launch(command=command, channel="")) as served:
        answer = get(served, "/")
    assert answer.statuses == [200]
    assert b"interim run MODULE:APP" in answer.content
