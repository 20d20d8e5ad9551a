import asyncio
import json
from typing import Any

import pytest

from interim.inspector.api.event_stream import EventStream, wants_stream
from tests.fakes.asgi import scope_of


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [(b"text/event-stream", True), (b"application/json, Text/Event-Stream;q=0.5", True), (b"*/*", False), (b"", False)],
)
def test_only_who_names_it_gets_a_stream(accept: bytes, wanted: bool) -> None:
    assert wants_stream(scope_of("/", headers=[(b"accept", accept)])) is wanted


async def test_events_are_sent_as_they_come_and_the_last_one_ends_it() -> None:
    sent: list[dict[str, Any]] = []
    arrived = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        arrived.set()

    stream = EventStream(send)
    await stream.start()
    async with asyncio.TaskGroup() as group:
        group.create_task(stream.write())
        arrived.clear()
        stream.put("interim", {"status": 102, "text": "a\nb"})
        await arrived.wait()
        assert sent[-1]["body"] == b'event: interim\ndata: {"status": 102, "text": "a\\nb"}\n\n'
        stream.close("report", {})
    assert sent[0]["status"] == 200
    assert (b"content-type", b"text/event-stream") in sent[0]["headers"]
    assert [message["body"] for message in sent[2:]] == [b"event: report\ndata: {}\n\n", b""]
    assert [message.get("more_body", False) for message in sent[1:]] == [True, True, False]


async def test_a_comment_goes_out_while_nothing_happens() -> None:
    sent: list[bytes] = []
    commented = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["body"])
        commented.set()

    stream = EventStream(send, keep_alive_s=0.001)
    async with asyncio.TaskGroup() as group:
        group.create_task(stream.write())
        await commented.wait()
        stream.close("report", {})
    assert sent[0].startswith(b":")
    assert sent[0].endswith(b"\n\n")


async def test_what_a_client_does_not_read_is_dropped_but_never_the_last_event() -> None:
    sent: list[bytes] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["body"])

    stream = EventStream(send)
    for number in range(5_000):
        stream.put("content", {"octets": number})
    stream.close("report", {"done": True})
    await stream.write()
    assert len(sent) == 1_002
    assert json.loads(sent[-2].split(b"data: ")[1]) == {"done": True}
