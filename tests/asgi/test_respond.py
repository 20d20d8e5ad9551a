import json
from typing import Any

import pytest

from interim.asgi.respond import problem, problem_of_input, respond
from interim.errors import InvalidInput

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Sink:
    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    async def __call__(self, message: dict[str, Any]) -> None:
        self.messages.append(message)


async def test_a_response_is_two_messages_with_its_length() -> None:
    sink = Sink()
    await respond(sink, 200, [(b"x-a", b"1")], b"hello")
    assert sink.messages == [
        {"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"1"), (b"content-length", b"5")]},
        {"type": "http.response.body", "body": b"hello"},
    ]


async def test_a_204_has_no_content_length() -> None:
    sink = Sink()
    await respond(sink, 204, [], b"")
    assert sink.messages[0]["headers"] == []


async def test_a_problem_is_problem_details() -> None:
    sink = Sink()
    await problem(sink, 501, "Not Implemented", "no", lines=[(b"x-a", b"1")], fault="reset")
    assert (b"content-type", b"application/problem+json") in sink.messages[0]["headers"]
    document = json.loads(sink.messages[1]["body"])
    assert document == {
        "type": "about:blank",
        "title": "Not Implemented",
        "status": 501,
        "detail": "no",
        "fault": "reset",
    }


async def test_bad_input_is_a_400_that_names_it() -> None:
    sink = Sink()
    await problem_of_input(sink, InvalidInput("sleep", "soon", "milliseconds"))
    document = json.loads(sink.messages[1]["body"])
    assert (sink.messages[0]["status"], document["parameter"], document["got"], document["allowed"]) == (
        400,
        "sleep",
        "soon",
        "milliseconds",
    )


async def test_a_304_has_the_length_of_what_it_stands_for_or_none() -> None:
    empty, full = Sink(), Sink()
    await respond(empty, 304, [], b"")
    assert empty.messages[0]["headers"] == []
    await respond(full, 304, [], b"hello")
    assert full.messages[0]["headers"] == [(b"content-length", b"5")]
