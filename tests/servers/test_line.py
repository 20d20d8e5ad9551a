import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from interim.asgi.channel import Channel, Pushed
from interim.errors import LocalProtocolError
from interim.exchange.fields import FieldLine
from interim.servers.drain import Drain
from interim.servers.line import Line

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _line(outcome: Pushed = Pushed.SENT, drain: Drain | None = None) -> Line:
    def write(status: int, lines: Sequence[FieldLine]) -> Pushed:
        return outcome

    return Line(server="test", http_version="1.1", write=write, drain=drain or Drain())


async def _send(message: Any) -> None:
    pass


async def test_it_is_a_channel() -> None:
    line = _line()
    assert isinstance(line, Channel)
    assert line.raw is None


async def test_it_knows_when_the_content_has_been_read() -> None:
    line = _line()
    messages = [
        {"type": "http.request", "body": b"a", "more_body": True},
        {"type": "http.request", "body": b"b"},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Any:
        return messages[len(seen)]

    seen: list[bool] = []
    receiving = line.receiving(receive)
    for message in messages:
        assert await receiving() == message
        seen.append(not line.unread)
    assert seen == [False, True, True]


@pytest.mark.parametrize("outcome", [Pushed.SENT, Pushed.DROPPED, Pushed.GONE])
async def test_the_wire_says_what_became_of_it(outcome: Pushed) -> None:
    assert _line(outcome).push(102) is outcome


async def test_a_callback_that_fails_does_not_keep_the_others_from_being_called() -> None:
    line, called, reported = _line(), [], []
    line.loop.set_exception_handler(lambda loop, context: reported.append(context["exception"]))

    def fail() -> None:
        raise ValueError("of the application")

    line.on_leave(fail)
    line.on_leave(lambda: called.append(1))
    assert line.leave()
    assert not line.leave()
    assert line.left
    assert called == [1]
    assert [str(error) for error in reported] == ["of the application"]
    line.loop.set_exception_handler(None)


async def test_after_the_end_nothing_is_called_and_nothing_is_sent() -> None:
    drain = Drain()
    line, called = _line(drain=drain), []
    line.on_leave(lambda: called.append(1))
    line.on_drain(lambda: called.append(2))
    line.end()
    assert not line.leave()
    line.on_leave(lambda: called.append(3))
    line.on_drain(lambda: called.append(4))
    drain.begin()
    await asyncio.sleep(0)
    assert called == []
    with pytest.raises(LocalProtocolError, match="ended"):
        line.push(102)


async def test_the_end_after_a_leave_is_still_a_leave() -> None:
    line = _line()
    line.leave()
    line.end()
    assert line.push(102) is Pushed.GONE


async def test_an_application_that_only_sends_does_not_keep_the_loop_once_its_client_left() -> None:
    line = _line()
    send = line.sending(_send)
    await send({"type": "http.response.start", "status": 200})
    line.leave()
    async with asyncio.timeout(5):
        other = asyncio.Event()
        line.loop.call_later(0.01, other.set)
        while not other.is_set():
            await send({"type": "http.response.body", "more_body": True})


async def test_a_second_start_is_left_to_the_server() -> None:
    line, sent = _line(), []

    async def send(message: Any) -> None:
        sent.append(message["type"])

    wrapped = line.sending(send)
    await wrapped({"type": "http.response.start", "status": 200})
    await wrapped({"type": "http.response.start", "status": 201})
    await wrapped({"type": "http.response.trailers"})
    assert sent == ["http.response.start", "http.response.start", "http.response.trailers"]
