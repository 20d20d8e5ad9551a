import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from interim.asgi.holding import claim, holding_of
from interim.asgi.json_space import JsonSpace, in_content, suits
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.wheel import Wheel
from interim.errors import InvalidInput
from interim.exchange.fields import Fields
from tests.asgi.test_holding import Holder
from tests.fakes.asgi import Reply, ask, scope_of
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000
JSON = [(b"content-type", b"application/json")]
SETTINGS = KeepAliveSettings().changed(body="json-space")

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Stage:
    """An application of a test, under a clock that moves when the test says so."""

    def __init__(self) -> None:
        self.clock = FakeTimerLoop()
        self.wheel = Wheel(self.clock, self.clock.read)  # type: ignore[arg-type]
        self.reply = Reply()

    async def wait(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.clock.advance(S)
            for _ in range(3):
                await asyncio.sleep(0)

    async def run(
        self, app: Callable[..., Awaitable[None]], *, content: tuple[bytes, ...] = (b"",), **members: Any
    ) -> Reply:
        async def served(scope: Any, receive: Any, send: Any) -> None:
            await JsonSpace(scope, send, SETTINGS, self.wheel).serve(app, receive)

        return await ask(served, scope_of("/", **members), content, self.reply)


def answering(
    stage: Stage, seconds: float, status: int, headers: list[tuple[bytes, bytes]], *pieces: bytes
) -> Callable[..., Awaitable[None]]:
    async def app(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await stage.wait(seconds)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for at, piece in enumerate(pieces):
            await send({"type": "http.response.body", "body": piece, "more_body": at + 1 < len(pieces)})

    return app


@pytest.fixture
async def stage() -> Stage:
    return Stage()


async def test_a_short_request_is_answered_as_it_is(stage: Stage) -> None:
    reply = await stage.run(answering(stage, 14, 404, [(b"x-a", b"b")], b"no"))
    assert (reply.status, reply.get("x-a"), reply.content) == (404, "b", b"no")
    assert len(stage.wheel) == 0


async def test_a_long_request_is_answered_after_white_space(stage: Stage) -> None:
    reply = await stage.run(answering(stage, 70, 201, JSON, b'{"done":', b" true}"))
    assert reply.status == 200
    assert reply.pieces == [b" ", b" ", b" ", b'{"done":', b" true}"]
    assert reply.json() == {"done": True}
    assert reply.complete
    assert (reply.get("content-type"), reply.get("cache-control")) == ("application/json", "no-store")
    assert reply.get("x-accel-buffering") == "no"
    assert len(stage.wheel) == 0


async def test_an_answer_that_comes_first_is_not_spoilt_by_white_space_that_was_due(stage: Stage) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        stage.clock.advance(20 * S)
        await answering(stage, 0, 201, JSON, b"1")(scope, receive, send)

    reply = await stage.run(app)
    assert (reply.status, reply.content) == (201, b"1")


async def test_more_white_space_than_interim_responses_may_go_out(stage: Stage) -> None:
    reply = await stage.run(answering(stage, 300, 200, JSON, b"1"))
    assert reply.pieces[:-1] == [b" "] * 12


async def test_none_goes_out_before_the_content_is_read_and_then_the_silence_counts(stage: Stage) -> None:
    seen: list[int] = []

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["more_body"]
        await stage.wait(60)
        seen.append(len(stage.reply.messages))
        await receive()
        await answering(stage, 14, 200, JSON, b"1")(_scope, _no_content, send)

    reply = await stage.run(app, content=(b"a", b"b"), method="POST", headers=[(b"content-length", b"2")])
    assert seen == [0]
    assert reply.pieces == [b"1"]


async def _no_content() -> dict[str, Any]:
    return {"type": "http.disconnect"}


class TestWhatCannotBeSentIsTold:
    async def test_an_error_of_the_application(self, stage: Stage) -> None:
        reply = await stage.run(answering(stage, 20, 422, JSON, b'{"detail": ', b'"no"}'))
        assert reply.status == 200
        assert reply.json() == {
            "type": "about:blank",
            "title": "Unprocessable Content",
            "status": 422,
            "content": {"detail": "no"},
        }
        assert reply.complete

    async def test_an_exception(self, stage: Stage) -> None:
        async def app(_scope: Any, _receive: Any, _send: Any) -> None:
            await stage.wait(20)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await stage.run(app)
        assert stage.reply.json() == {"type": "about:blank", "title": "Internal Server Error", "status": 500}
        assert stage.reply.complete

    async def test_an_exception_before_anything_was_sent_is_the_servers(self, stage: Stage) -> None:
        async def app(_scope: Any, _receive: Any, _send: Any) -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await stage.run(app)
        assert not stage.reply.messages

    async def test_an_exception_in_the_midst_of_an_error(self, stage: Stage) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            await answering(stage, 20, 503, JSON)(scope, receive, send)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await stage.run(app)
        assert stage.reply.json()["status"] == 500

    async def test_json_that_broke_off_stays_broken_off(self, stage: Stage) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            await answering(stage, 20, 200, JSON)(scope, receive, send)
            await send({"type": "http.response.body", "body": b'{"a":', "more_body": True})
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await stage.run(app)
        assert stage.reply.content == b' {"a":'
        assert not stage.reply.complete

    async def test_an_application_that_answers_nothing(self, stage: Stage) -> None:
        async def app(_scope: Any, _receive: Any, _send: Any) -> None:
            await stage.wait(20)

        reply = await stage.run(app)
        assert reply.json()["status"] == 500

    async def test_content_of_another_type(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        reply = await stage.run(answering(stage, 20, 200, [(b"content-type", b"text/html")], b"<p>"))
        assert reply.json()["status"] == 500
        assert "text/html" in caplog.text

    async def test_an_encoding(self, stage: Stage) -> None:
        reply = await stage.run(answering(stage, 20, 200, [*JSON, (b"content-encoding", b"gzip")], b"\x1f\x8b"))
        assert reply.json()["status"] == 500

    async def test_no_content(self, stage: Stage) -> None:
        reply = await stage.run(answering(stage, 20, 204, [], b""))
        assert reply.json() is None

    async def test_a_long_error_is_cut(self, stage: Stage) -> None:
        text = [(b"content-type", b"text/plain")]
        reply = await stage.run(answering(stage, 20, 500, text, b"x" * 65_535, b"yz" * 100))
        assert len(reply.json()["detail"]) == 65_536


def told(title: str, status: int, **more: object) -> dict[str, object]:
    return {"type": "about:blank", "title": title, "status": status, **more}


@pytest.mark.parametrize(
    ("status", "media_type", "content", "document"),
    [
        (205, "", b"", None),
        (409, "application/problem+json", b'{"title": "Own", "type": "/own"}', told("Own", 409) | {"type": "/own"}),
        (500, "application/json", b'{"a":', told("Internal Server Error", 500)),
        (500, "image/png", b"\x89", told("Internal Server Error", 500)),
        (502, "application/json", b"[1]", told("Bad Gateway", 502, content=[1])),
        (404, "text/plain", b"no", told("Not Found", 404, detail="no")),
    ],
)
def test_a_response_is_told_in_json(status: int, media_type: str, content: bytes, document: object) -> None:
    fields = Fields.of([("content-type", media_type)] if media_type else [])
    assert json.loads(in_content(status, fields, content)) == document


def test_a_redirect_is_told_with_its_target() -> None:
    assert json.loads(in_content(303, Fields.of([("location", "/x")]), b""))["location"] == "/x"


class TestMessagesBesideTheResponse:
    async def test_an_interim_response_goes_out_before_and_not_after(self, stage: Stage) -> None:
        interim = {"type": "http.response.start", "status": 102, "headers": []}

        async def app(scope: Any, receive: Any, send: Any) -> None:
            await send(interim)
            await stage.wait(20)
            await send(interim)
            await answering(stage, 0, 200, JSON, b"1")(scope, _no_content, send)
            await send({"type": "http.response.debug"})

        await stage.run(app)
        assert [message.get("status") for message in stage.reply.messages] == [102, 200, None, None]

    async def test_content_without_a_start_is_the_servers_to_refuse(self, stage: Stage) -> None:
        async def app(_scope: Any, _receive: Any, send: Any) -> None:
            await send({"type": "http.response.body", "body": b"1"})

        assert (await stage.run(app)).content == b"1"


async def test_the_application_is_not_asked_to_encode_nor_to_send_files_past_us(stage: Stage) -> None:
    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        assert [name for name, _ in scope["headers"]] == [b"host", b"x-a"]
        assert "http.response.pathsend" not in scope["extensions"]
        assert "other" in scope["extensions"]
        assert holding_of(scope) is not None

    headers = [(b"accept-encoding", b"gzip"), (b"x-a", b"b")]
    await stage.run(app, headers=headers, extensions={"http.response.pathsend": {}, "other": {}})


async def test_who_claims_the_request_inside_stops_it(stage: Stage) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        claim(scope, Holder())
        await answering(stage, 100, 200, JSON, b"1")(scope, receive, send)

    assert (await stage.run(app)).pieces == [b"1"]


async def test_an_interim_response_of_the_application_begins_the_silence_anew(stage: Stage) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await stage.wait(10)
        holding = holding_of(scope)
        assert holding is not None
        assert holding.policy is SETTINGS.policy
        holding.heard()
        holding.progress("half")
        with pytest.raises(InvalidInput):
            holding.progress("a\nb")
        await answering(stage, 16, 200, JSON, b"1")(scope, receive, send)

    assert (await stage.run(app)).pieces == [b" ", b"1"]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, True),
        ({"method": "POST"}, True),
        ({"method": "HEAD"}, False),
        ({"headers": [(b"range", b"bytes=0-1")]}, False),
        ({"headers": [(b"if-none-match", b'"a"')]}, False),
        ({"headers": [(b"upgrade", b"h2c")]}, False),
    ],
)
async def test_it_suits_requests_whose_status_may_be_200(members: dict[str, Any], expected: bool) -> None:
    assert suits(scope_of("/", **members)) is expected
