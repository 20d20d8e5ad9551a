from typing import Any

import pytest

from interim.simulator import Config, create_app
from tests.fakes.asgi import scope_of

APP = create_app(Config())
DENIAL: dict[str, Any] = {"websocket.http.response": {}}


async def shake(target: str, extensions: dict[str, Any] | None = None, scheme: str = "ws") -> list[dict[str, Any]]:
    scope = scope_of(target, extensions=extensions or {}) | {"type": "websocket", "scheme": scheme}
    del scope["method"]
    incoming = [{"type": "websocket.connect"}, {"type": "websocket.receive"}, {"type": "websocket.disconnect"}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return incoming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await APP(scope, receive, send)
    return sent


@pytest.mark.parametrize("target", ["/api/status/101", "/status/101", "/api/status/101/any/tail?seed=1"])
async def test_101_shakes_hands_and_closes(target: str) -> None:
    accepted, closed = await shake(target)
    assert accepted == {"type": "websocket.accept", "headers": [(b"x-simulated-status", b"101")]}
    assert (closed["type"], closed["code"]) == ("websocket.close", 1000)


@pytest.mark.parametrize(("target", "status"), [("/api/status/503", 503), ("/api/status/101?x=1", 400), ("/no", 404)])
async def test_any_other_answer_refuses_the_handshake(target: str, status: int) -> None:
    start, body = await shake(target, DENIAL, scheme="wss")
    assert (start["type"], start["status"]) == ("websocket.http.response.start", status)
    assert body["type"] == "websocket.http.response.body"
    if status == 503:
        assert b'"self":"https://test/' in body["body"]


async def test_a_client_may_leave_a_handshake_that_is_held() -> None:
    assert await shake("/api/status/503?sleep=20s", DENIAL) == []


async def test_a_server_that_cannot_refuse_in_words_closes() -> None:
    assert await shake("/api/status/503") == [{"type": "websocket.close"}]
