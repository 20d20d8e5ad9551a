"""What holds of every adapter, told by an application inside the server's own process.

`tests/e2e/servers` tells the same from outside, against real server processes.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, ClassVar

import h2.events
import h2.settings
import pytest
from gunicorn.http2.errors import HTTP2ConnectionError  # type: ignore[import-untyped]

from interim.asgi.channel import CHANNEL, EARLY_HINT, INFORMATIONAL, Channel, Pushed
from interim.asgi.tally import TALLY
from interim.errors import LocalProtocolError
from interim.servers.drain import Drain
from tests.servers.wire import SOON_S, Http1, Http2, Part

_FILLER = [(b"x-filler", b"f" * 1000)]


@dataclass
class Running:
    port: int
    stop: Callable[[], object]
    stopped: asyncio.Task[Any]
    drain: Drain | None = None


class Http1Contract:
    server: ClassVar[str]

    def serving(self, part: Part) -> AbstractAsyncContextManager[Running]:
        raise NotImplementedError

    async def test_a_push_is_on_the_wire_before_the_application_goes_on(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            assert isinstance(held.channel, Channel)
            assert held.channel.server == self.server
            assert held.channel.raw is None
            before = TALLY.sent
            assert held.channel.push(102) is Pushed.SENT
            assert TALLY.sent == before + 1
            assert await client.head() == b"HTTP/1.1 102 Processing\r\n\r\n"
            assert held.channel.push(103, [(b"Link", b"</a>")]) is Pushed.SENT
            early = await client.head()
            assert early.startswith(b"HTTP/1.1 103 Early Hints\r\n")
            assert early.lower().endswith(b"\r\nlink: </a>\r\n\r\n")
            assert held.channel.push(199) is Pushed.SENT
            assert (await client.head()).startswith(b"HTTP/1.1 199 ")
            await held.answer()
            assert await client.status() == 200
            assert await client.exactly(2) == b"ok"

    @pytest.mark.parametrize(
        "message",
        [
            {"type": INFORMATIONAL, "status": 103, "headers": [(b"link", b"</a>")]},
            {"type": EARLY_HINT, "links": [b"</a>"]},
            {"type": "http.response.start", "status": 103, "headers": [[b"link", b"</a>"]]},
        ],
        ids=lambda message: message["type"],
    )
    async def test_each_event_for_an_interim_response_is_taken(self, message: dict[str, Any]) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            assert {CHANNEL, INFORMATIONAL, EARLY_HINT} <= held.scope["extensions"].keys()
            await held.send(message)
            assert b"</a>" in await client.head()
            await held.answer()
            assert await client.status() == 200

    async def test_what_http_does_not_allow_is_refused(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            for status, lines in ((101, []), (200, []), (102, [(b"content-length", b"0")]), (102, [(b"a", b"b\r\nc")])):
                with pytest.raises(LocalProtocolError):
                    held.channel.push(status, lines)
            await held.send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
            with pytest.raises(LocalProtocolError, match="started"):
                held.channel.push(102)
            with pytest.raises(LocalProtocolError, match="started"):
                await held.send({"type": INFORMATIONAL, "status": 102})
            await held.send({"type": "http.response.body", "body": b"1"})
            with pytest.raises(LocalProtocolError, match="ended"):
                held.channel.push(102)
            held.done.set()
            assert await client.status() == 200

    async def test_http_1_0_gets_no_interim_response(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get("/", "1.0")
            held = await part.next()
            assert held.channel.push(102) is Pushed.WITHHELD
            await held.send({"type": "http.response.start", "status": 102})
            await held.answer()
            assert (await client.rest()).count(b"HTTP/1.") == 1

    @pytest.mark.parametrize("queued", [False, True], ids=["alone", "with a pipelined request queued"])
    @pytest.mark.parametrize("how", ["close", "reset", "half_close"])
    async def test_an_application_is_told_that_its_client_left(self, how: str, queued: bool) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            left = held.leave_event()
            assert (await held.receive())["type"] == "http.request"
            if queued:
                client.get("/second")
            assert held.channel.push(102) is Pushed.SENT
            assert await client.status() == 102
            async with asyncio.TaskGroup() as group:
                receiving = group.create_task(held.receive())
                getattr(client, how)()
                async with asyncio.timeout(SOON_S):
                    await left.wait()
                    message = await receiving
            assert message["type"] == "http.disconnect"
            assert (await held.receive())["type"] == "http.disconnect"
            before = TALLY.gone
            assert held.channel.push(102) is Pushed.GONE
            assert TALLY.gone == before + 1
            async with asyncio.timeout(SOON_S):
                await held.leave_event().wait()
            held.done.set()
            if queued and not part.arrived.empty():
                part.arrived.get_nowait().done.set()

    async def test_the_end_of_a_response_is_not_a_leave(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get("/", "1.1", "Connection: close")
            held = await part.next()
            left, drain = held.leave_event(), held.drain_event()
            await held.answer()
            assert (await client.rest()).endswith(b"ok")
            late = held.leave_event()
            held.channel.on_drain(drain.set)
            running.stop()
            await running.stopped
            assert not left.is_set()
            assert not late.is_set()
            assert not drain.is_set()

    async def test_a_kept_connection_serves_the_next_request(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get("/1")
            client.get("/2")
            client.get("/3")
            for _ in range(3):
                held = await part.next()
                assert held.channel.push(102) is Pushed.SENT
                assert await client.status() == 102
                await held.answer()
                assert await client.status() == 200
                assert await client.exactly(2) == b"ok"

    async def test_interim_responses_are_dropped_while_the_client_does_not_read(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            client.stop_reading()
            before = TALLY.dropped
            sent = 0
            while held.channel.push(103, _FILLER) is Pushed.SENT:
                sent += 1
                await asyncio.sleep(0)
            assert sent > 1
            assert TALLY.dropped == before + 1
            client.resume_reading()
            for _ in range(sent):
                assert await client.status() == 103
            assert held.channel.push(102) is Pushed.SENT
            assert await client.status() == 102
            await held.answer()
            assert await client.status() == 200

    async def test_content_waits_for_the_client_until_it_leaves(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            left = held.leave_event()
            client.stop_reading()
            await held.send({"type": "http.response.start", "status": 200, "headers": []})

            sent = 0

            async def stream() -> None:
                nonlocal sent
                while not left.is_set():
                    await held.send({"type": "http.response.body", "body": b"c" * 65536, "more_body": True})
                    sent += 1

            async with asyncio.TaskGroup() as group:
                streaming = group.create_task(stream())
                before = -1
                while sent > before:
                    before = sent
                    for _ in range(100):
                        await asyncio.sleep(0)
                assert sent < 1000
                client.reset()
                async with asyncio.timeout(SOON_S):
                    await left.wait()
                    await streaming
            held.done.set()

    async def test_a_held_request_is_told_of_the_drain_and_answered(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            held = await part.next()
            drain = held.drain_event()
            running.stop()
            async with asyncio.timeout(SOON_S):
                await drain.wait()
                await held.drain_event().wait()
            assert held.channel.push(102) is Pushed.SENT
            await held.answer(202)
            assert await client.status() == 102
            assert await client.status() == 202
            assert await client.rest() == b"ok"

    @pytest.mark.parametrize("target", ["/a#b", "/a?b#c", "http://test/a#b"])
    async def test_a_fragment_is_refused_and_the_connection_closed(self, target: str) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get(target)
            answer = await client.rest()
            assert answer.startswith(b"HTTP/1.1 400 ")
            head, _, content = answer.partition(b"\r\n\r\n")
            assert head.lower().count(b"connection: close") == 1
            assert b"application/problem+json" in head
            assert b"%23" in content
            assert part.arrived.empty()

    async def test_a_client_that_breaks_http_in_its_content_has_left(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.send(b"POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
            held = await part.next()
            left = held.leave_event()
            client.send(b"nonsense\r\n")
            async with asyncio.timeout(SOON_S):
                await left.wait()
            assert held.channel.push(102) is Pushed.GONE
            held.done.set()
            assert (await client.rest()).startswith(b"HTTP/1.1 400 ")

    async def test_lifespan_passes_through(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http1.to(running.port) as client:
            client.get()
            await (await part.next()).answer()
            assert await client.status() == 200
            assert part.lifespans == 1


class Http2Contract:
    def serving(self, part: Part) -> AbstractAsyncContextManager[Running]:
        raise NotImplementedError

    async def test_a_push_is_a_header_block_ahead_of_the_final_one(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get()
            held = await part.next()
            assert held.channel.push(102) is Pushed.SENT
            assert (await client.block())[b":status"] == b"102"
            assert held.channel.push(103, [(b"Link", b"</a>")]) is Pushed.SENT
            assert (await client.block())[b"link"] == b"</a>"
            await held.send({"type": EARLY_HINT, "links": [b"</b>"]})
            assert (await client.block())[b"link"] == b"</b>"
            await held.answer()
            assert (await client.block())[b":status"] == b"200"
            assert (await client.event(h2.events.DataReceived)).data == b"ok"
            with pytest.raises(LocalProtocolError):
                held.channel.push(102)

    async def test_streams_are_told_apart(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get(b"/1")
            first = await part.next()
            second_id = client.get(b"/2")
            second = await part.next()
            left_first, left_second = first.leave_event(), second.leave_event()
            client.reset(second_id)
            async with asyncio.timeout(SOON_S):
                await left_second.wait()
                while (await second.receive())["type"] != "http.disconnect":
                    pass
            assert second.channel.push(102) is Pushed.GONE
            assert not left_first.is_set()
            assert first.channel.push(102) is Pushed.SENT
            assert (await client.block())[b":status"] == b"102"
            second.done.set()
            await first.answer()
            assert (await client.block())[b":status"] == b"200"

    async def test_a_closed_connection_is_told_to_every_request(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get()
            client.get()
            both = [await part.next(), await part.next()]
            left = [held.leave_event() for held in both]
            client.writer.close()
            async with asyncio.timeout(SOON_S):
                for event, held in zip(left, both, strict=True):
                    await event.wait()
                    while (await held.receive())["type"] != "http.disconnect":
                        pass
            for held in both:
                held.done.set()

    async def test_content_waits_for_the_window_until_the_client_leaves(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get()
            held = await part.next()
            left = held.leave_event()
            await held.send({"type": "http.response.start", "status": 200, "headers": []})

            async def stream() -> int:
                for count in range(100):
                    try:
                        await held.send({"type": "http.response.body", "body": b"c" * 65536, "more_body": True})
                    except (OSError, HTTP2ConnectionError):
                        return count
                    if left.is_set():
                        return count
                return 100

            async with asyncio.TaskGroup() as group:
                streaming = group.create_task(stream())
                await client.event(h2.events.DataReceived)
                assert not streaming.done()
                client.writer.close()
                async with asyncio.timeout(SOON_S):
                    await left.wait()
                    assert await streaming < 100
            held.done.set()

    async def test_interim_responses_are_dropped_while_the_client_does_not_read(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get()
            held = await part.next()
            sent = 0
            while held.channel.push(103, [(b"x-filler", b"%d" % sent + b"f" * 1000)]) is Pushed.SENT:
                sent += 1
                await asyncio.sleep(0)
            assert sent > 1
            async with asyncio.TaskGroup() as group:
                answering = group.create_task(held.answer())
                async with asyncio.timeout(5):
                    while (await client.block())[b":status"] != b"200":
                        pass
                await answering

    async def test_a_held_request_is_told_of_the_drain_and_answered(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get()
            held = await part.next()
            drain = held.drain_event()
            running.stop()
            async with asyncio.timeout(SOON_S):
                await drain.wait()
            assert held.channel.push(102) is Pushed.SENT
            await held.answer(202)
            assert (await client.block())[b":status"] == b"102"
            assert (await client.block())[b":status"] == b"202"

    async def test_an_expectation_is_answered_when_content_is_asked_for(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            stream_id = client.get(end_stream=False, expect=True)
            held = await part.next()
            assert held.channel.push(102) is Pushed.SENT
            assert (await client.block())[b":status"] == b"102"
            async with asyncio.TaskGroup() as group:
                receiving = group.create_task(held.receive())
                assert (await client.block())[b":status"] == b"100"
                client.connection.send_data(stream_id, b"c", end_stream=True)
                client.flush()
            assert receiving.result()["body"] == b"c"
            await held.answer()
            assert (await client.block())[b":status"] == b"200"

    async def test_an_application_may_answer_the_expectation_itself(self) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            stream_id = client.get(end_stream=False, expect=True)
            held = await part.next()
            assert held.channel.push(100) is Pushed.SENT
            assert (await client.block())[b":status"] == b"100"
            client.connection.send_data(stream_id, b"c", end_stream=True)
            client.flush()
            assert (await held.receive())["body"] == b"c"
            await held.answer()
            assert (await client.block())[b":status"] == b"200"

    @pytest.mark.parametrize("target", [b"/a#b", b"/a?b#c", b"/a b", b"/a?b c"])
    async def test_a_fragment_is_refused(self, target: bytes) -> None:
        part = Part()
        async with self.serving(part) as running, Http2.to(running.port) as client:
            client.get(target)
            block = await client.block()
            assert block[b":status"] == b"400"
            assert block[b"content-type"] == b"application/problem+json"
            assert part.arrived.empty()
