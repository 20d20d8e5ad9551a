import asyncio
from typing import Any

import pytest

from interim.operations.captured import Captured, TooMuchContent, buffered
from interim.operations.operation import State
from tests.operations.test_reply import operation

START: dict[str, Any] = {"type": "http.response.start", "status": 201, "headers": [(b"content-type", b"text/plain")]}
LAST: dict[str, Any] = {"type": "http.response.body", "body": b"hello"}


class Ends:
    """The two ends of a server."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.waiting = list(messages)
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        return self.waiting.pop(0)

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    def captured(self, content: bytes | None = b"", *, limit_bytes: int = 100, expects: bool = True) -> Captured:
        return Captured(content, self.receive, self.send, limit_bytes=limit_bytes, expects=expects)


def piece(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_content_is_read_to_its_end() -> None:
    ends = Ends(piece(b"a", more=True), {"type": "http.request", "more_body": True}, piece(b"b"))
    assert await buffered(ends.receive, 2) == b"ab"


async def test_no_more_content_is_read_than_is_allowed() -> None:
    ends = Ends(piece(b"ab", more=True), piece(b"c", more=True), piece(b"d"))
    with pytest.raises(TooMuchContent):
        await buffered(ends.receive, 2)
    assert len(ends.waiting) == 1


async def test_content_of_a_client_that_left_is_none() -> None:
    assert await buffered(Ends(piece(b"a", more=True), {"type": "http.disconnect"}).receive, 2) is None


async def test_content_that_was_read_is_given_once() -> None:
    captured = Ends().captured(b"abc")
    assert captured.has_read
    assert await captured.receive() == piece(b"abc")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await captured.receive()


async def test_content_is_passed_on_until_its_end() -> None:
    changes: list[bool] = []
    captured = Ends(piece(b"a", more=True), piece(b"b")).captured(None)
    captured.on_change = lambda: changes.append(captured.has_read)
    assert await captured.receive() == piece(b"a", more=True)
    assert (captured.has_read, changes) == (False, [])
    assert await captured.receive() == piece(b"b")
    assert (captured.has_read, changes) == (True, [True])


async def test_a_client_that_leaves_before_the_end_is_told_of() -> None:
    captured = Ends({"type": "http.disconnect"}).captured(None)
    assert await captured.receive() == {"type": "http.disconnect"}


async def test_a_request_that_has_no_content_has_been_read() -> None:
    captured = Ends(piece(b"")).captured(None, expects=False)
    assert captured.has_read
    assert await captured.receive() == piece(b"")


async def test_a_handler_that_reads_late_gets_no_content_of_a_request_that_is_over() -> None:
    captured = Ends().captured(None, expects=False)
    assert captured.detach()
    assert await captured.receive() == piece(b"")


async def test_a_handler_that_keeps_its_client_is_told_when_it_leaves() -> None:
    captured = Ends({"type": "http.disconnect"}).captured()
    await captured.receive()
    waiting = asyncio.ensure_future(captured.receive())
    await asyncio.sleep(0)
    assert not waiting.done()
    captured.release(left=False)
    assert captured.is_passed_on
    assert await waiting == {"type": "http.disconnect"}


async def test_a_handler_whose_client_has_left_is_told_without_the_server() -> None:
    captured = Ends().captured()
    await captured.receive()
    captured.release(left=True)
    assert await captured.receive() == {"type": "http.disconnect"}
    assert await captured.receive() == {"type": "http.disconnect"}


async def test_a_handler_that_was_taken_off_its_request_is_never_told() -> None:
    captured = Ends({"type": "http.disconnect"}).captured()
    await captured.receive()
    assert captured.detach()
    captured.release(left=True)
    assert not captured.is_passed_on
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await captured.receive()


async def test_a_response_is_passed_on_with_what_is_added() -> None:
    ends = Ends()
    captured = ends.captured()
    captured.added = lambda: [(b"link", b"</x>")]
    await captured.send(START)
    assert captured.has_started
    assert captured.is_settled
    await captured.send(LAST)
    assert ends.sent == [{**START, "headers": [*START["headers"], (b"link", b"</x>")]}, LAST]
    assert START["headers"] == [(b"content-type", b"text/plain")]


async def test_a_response_without_fields_is_one_too() -> None:
    ends = Ends()
    captured = ends.captured()
    captured.keeps = True
    await captured.send({"type": "http.response.start", "status": 204})
    await captured.send({"type": "http.response.body"})
    captured.end()
    assert captured.outcome(operation()).lines == ()
    assert captured.went_out


async def test_it_is_too_late_to_take_a_handler_off_once_it_answers() -> None:
    for settle in ("start", "end", "stand down"):
        captured = Ends().captured()
        match settle:
            case "start":
                await captured.send(START)
            case "end":
                captured.end()
            case _:
                captured.stand_down()
        assert captured.is_settled
        assert not captured.detach(), settle


async def test_what_a_handler_sends_is_kept() -> None:
    ends = Ends()
    captured = ends.captured()
    captured.keeps = True
    assert captured.detach()
    framing = [(b"Content-Length", b"5"), (b"date", b"now"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    await captured.send({"type": "http.response.informational", "status": 102, "headers": []})
    await captured.send({**START, "headers": framing})
    await captured.send({"type": "http.response.body", "body": b"hel", "more_body": True})
    await captured.send({"type": "http.response.body", "body": b"lo"})
    await captured.send({"type": "http.response.trailers", "headers": []})
    captured.end()
    assert ends.sent == []
    outcome = captured.outcome(operation())
    assert (outcome.state, outcome.status, outcome.content, outcome.error) == (State.SUCCEEDED, 201, b"hello", None)
    assert outcome.lines == ((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"))
    assert not captured.went_out


async def test_an_error_of_the_handlers_own_is_a_failure_with_its_content() -> None:
    captured = Ends().captured()
    captured.keeps = True
    await captured.send({**START, "status": 503})
    await captured.send(LAST)
    outcome = captured.outcome(operation())
    assert (outcome.state, outcome.status, outcome.content) == (State.FAILED, 503, b"hello")
    assert outcome.error == {"type": "about:blank", "title": "Service Unavailable", "status": 503}


async def test_a_result_that_is_too_large_is_a_failure() -> None:
    captured = Ends().captured(limit_bytes=5)
    captured.keeps = True
    await captured.send(START)
    await captured.send({**LAST, "more_body": True})
    await captured.send({**LAST, "more_body": True})
    await captured.send({"type": "http.response.body", "body": b"x"})
    outcome = captured.outcome(operation())
    assert (outcome.state, outcome.status) == (State.FAILED, 500)
    assert outcome.error is not None
    assert outcome.error["type"] == "urn:interim:result-too-large"


async def test_what_nobody_wants_is_not_kept() -> None:
    captured = Ends().captured(limit_bytes=1)
    await captured.send(START)
    await captured.send(LAST)
    assert captured.outcome(operation()).status == 500


@pytest.mark.parametrize("messages", [[], [START], [START, {**LAST, "more_body": True}]])
async def test_a_handler_without_a_whole_response_has_failed(messages: list[dict[str, Any]]) -> None:
    captured = Ends().captured()
    captured.keeps = True
    for message in messages:
        await captured.send(message)
    captured.end()
    outcome = captured.outcome(operation())
    assert (outcome.state, outcome.status) == (State.FAILED, 500)
    assert not captured.went_out


async def test_what_a_handler_raises_is_a_failure_that_tells_nothing() -> None:
    captured = Ends().captured()
    captured.keeps = True
    await captured.send(START)
    await captured.send(LAST)
    captured.failure = ZeroDivisionError("secret")
    captured.end()
    outcome = captured.outcome(operation())
    assert outcome.state is State.FAILED
    assert b"secret" not in (outcome.content or b"")
    assert not captured.went_out


async def test_a_cancelled_handler_is_cancelled() -> None:
    captured = Ends().captured()
    captured.failure = asyncio.CancelledError()
    captured.end()
    assert captured.ended.is_set()
    assert captured.outcome(operation()).state is State.CANCELLED


async def test_each_turn_is_told() -> None:
    turns: list[str] = []
    captured = Ends().captured()
    captured.on_change = lambda: turns.append("turn")
    await captured.send(START)
    captured.stand_down()
    captured.end()
    assert turns == ["turn"] * 3
