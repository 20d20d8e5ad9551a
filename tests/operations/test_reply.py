import dataclasses
import json
from typing import Any

import pytest

from interim.errors import (
    InterimError,
    InvalidInput,
    KeyReused,
    OperationExpired,
    OperationUnknown,
    StoreFull,
    UnsupportedServer,
)
from interim.exchange.fields import FieldLine, Fields
from interim.operations.operation import Operation, State
from interim.operations.place import Place
from interim.operations.reply import Reply, accepted, deliver, final, preference_lines, problem, refused
from interim.protocol.negotiation import Decision, Mode
from interim.protocol.prefer import parse_prefer

PLACE = Place(path="/operations", origin="http://test")
JSON: FieldLine = (b"content-type", b"application/json")


def operation(**members: Any) -> Operation:
    known: dict[str, Any] = {field.name: None for field in dataclasses.fields(Operation)}
    known |= {
        "id": "A" * 22,
        "name": "work",
        "state": State.SUCCEEDED,
        "status": 200,
        "lines": (JSON,),
        "content": b"{}",
        "created_ms": 0,
        "version": 3,
        "attempt": 1,
        "message": "",
    }
    return Operation(**(known | members))


def decision(prefer: str = "") -> Decision:
    preferences = parse_prefer([prefer])
    return Decision(mode=Mode.HOLD, reason="", preferences=preferences, vary_prefer=True)


def fields(reply: Reply) -> Fields:
    return Fields(reply.lines)


def test_a_final_response_is_what_was_left() -> None:
    reply = final(operation(status=201), PLACE)
    assert (reply.status, reply.content) == (201, b"{}")
    assert reply.lines == (JSON, PLACE.link("A" * 22), (b"cache-control", b"no-store"))


def test_several_fields_of_a_name_stay_several() -> None:
    cookies = ((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"Link", b"</x>; rel=next"))
    reply = final(operation(lines=cookies), PLACE)
    assert fields(reply).get_all("set-cookie") == ["a=1", "b=2"]
    assert len(fields(reply).get_all("link")) == 2


def test_a_response_says_itself_how_it_is_cached() -> None:
    reply = final(operation(lines=((b"Cache-Control", b"max-age=60"),)), PLACE)
    assert fields(reply).get_all("cache-control") == ["max-age=60"]


def test_fields_that_frame_the_content_are_made_anew() -> None:
    framing = ((b"Content-Length", b"99"), (b"transfer-encoding", b"chunked"), (b"connection", b"close"))
    assert final(operation(lines=(*framing, JSON)), PLACE).lines == final(operation(), PLACE).lines


@pytest.mark.parametrize("status", [204, 205, 304])
def test_a_response_without_content_has_none(status: int) -> None:
    assert final(operation(status=status, content=b"{}"), PLACE).content == b""


def test_a_result_of_nothing_is_empty() -> None:
    assert final(operation(content=None), PLACE).content == b""


def test_a_final_response_of_a_retry_says_so() -> None:
    reply = final(operation(), PLACE, decision(), replayed=True)
    assert fields(reply).get("idempotency-replayed") == "true"
    assert fields(reply).get("vary") == "prefer"


@pytest.mark.parametrize(
    ("prefer", "on_final", "on_202"),
    [
        ("", None, None),
        ("respond-async", None, "respond-async"),
        ("wait=5", "wait=5", "wait=5"),
        ("respond-async, wait=5", "wait=5", "respond-async, wait=5"),
        ("respond-async=yes, wait=soon, return=minimal", None, None),
    ],
)
def test_only_preferences_that_were_heeded_are_named(prefer: str, on_final: str | None, on_202: str | None) -> None:
    assert fields(final(operation(), PLACE, decision(prefer))).get("preference-applied") == on_final
    assert fields(accepted(operation(), PLACE, decision(prefer))).get("preference-applied") == on_202


def test_a_decision_that_preferences_have_no_part_in_says_nothing_of_them() -> None:
    assert preference_lines(Decision(mode=Mode.ANSWER, reason=""), detached=False) == []


def test_a_cancelled_operation_is_a_conflict() -> None:
    reply = final(operation(state=State.CANCELLED, status=None, lines=(), content=None), PLACE, decision())
    assert reply.status == 409
    assert fields(reply).get("content-type") == "application/problem+json"
    assert fields(reply).get("cache-control") == "no-store"
    assert fields(reply).get("link") is not None
    assert json.loads(reply.content)["state"] == "cancelled"


def test_an_operation_that_left_no_response_is_a_conflict() -> None:
    reply = final(operation(state=State.FAILED, status=None, lines=(), content=None), PLACE)
    assert (reply.status, json.loads(reply.content)["detail"]) == (409, "the operation has no result")


def test_accepted_leads_to_the_monitor() -> None:
    running = operation(state=State.RUNNING, status=None, lines=(), content=None)
    reply = accepted(running, PLACE, None)
    assert reply.status == 202
    path = "/operations/" + "A" * 22
    assert fields(reply).get("location") == path
    assert fields(reply).get("operation-location") == f"http://test{path}"
    assert fields(reply).get("link") == f'<{path}>; rel="status"'
    assert fields(reply).get("retry-after") == "2"
    assert fields(reply).get("cache-control") == "no-store"
    assert fields(reply).get("vary") is None
    assert json.loads(reply.content)["state"] == "running"


def test_those_of_a_shutdown_come_back_at_times_of_their_own() -> None:
    seen = {fields(accepted(operation(), PLACE, None, drained=True)).get("retry-after") for _ in range(200)}
    assert seen == {"2", "3", "4", "5"}


def test_problems_have_types_where_there_are_some() -> None:
    assert json.loads(problem(404, "x").content)["type"] == "about:blank"
    assert json.loads(problem(410, "x").content)["type"] == "urn:interim:operation-expired"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (InvalidInput("Idempotency-Key", "()", "a key"), 400),
        (OperationUnknown("x"), 404),
        (OperationExpired("x"), 410),
        (KeyReused("k"), 422),
        (StoreFull("no room", retry_after_s=7), 503),
    ],
)
def test_an_error_is_answered_with_problem_details(error: InterimError, status: int) -> None:
    reply = refused(error)
    assert reply.status == status
    assert json.loads(reply.content)["status"] == status
    assert fields(reply).get("cache-control") == "no-store"
    assert fields(reply).get("retry-after") == ("7" if status == 503 else None)


def test_an_error_that_no_client_caused_is_raised() -> None:
    with pytest.raises(UnsupportedServer):
        refused(UnsupportedServer("no lifespan"))


@pytest.mark.parametrize(("size", "pieces"), [(10, 1), (100_000, 2)])
async def test_a_long_content_is_only_over_when_the_client_has_taken_it(size: int, pieces: int) -> None:
    messages: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await deliver(send, Reply(status=200, lines=(JSON,), content=b"x" * size), (b"x-more", b"1"))
    assert messages[0]["headers"] == [JSON, (b"x-more", b"1"), (b"content-length", b"%d" % size)]
    assert b"".join(message["body"] for message in messages[1:]) == b"x" * size
    assert [message.get("more_body", False) for message in messages[1:]] == [True] * (pieces - 1) + [False]


@pytest.mark.parametrize("status", [204, 304])
async def test_a_response_without_content_has_no_length(status: int) -> None:
    messages: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await deliver(send, final(operation(status=status, content=b""), PLACE))
    assert b"content-length" not in dict(messages[0]["headers"])
