"""How a request that has started an operation is held, answered and let go. Its endpoint is raw ASGI."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from interim import KeepAlive, Op, Operations
from interim.asgi.channel import Scope
from interim.asgi.holding import holding_of
from interim.errors import InvalidInput, OperationExpired
from interim.exchange.fields import Fields
from interim.operations.held import STAND_DOWN, HoldSettings
from interim.operations.operation import State
from interim.operations.outcome import Answer
from interim.protocol.policy import Policy
from tests.fakes.asgi import App
from tests.fakes.held_requests import Gate, Request, gated, running, until

CURL = (b"user-agent", b"curl/8.5.0")
ANNA = (b"authorization", b"Bearer anna")
KEY = (b"idempotency-key", b"8e03978e-40d5-43dd-bc93-6894a57f9324")
ASYNC = (b"prefer", b"respond-async")


def endpoint(operations: Operations, gate: Gate, **settings: Any) -> App:
    @operations.hold(**settings)
    async def post(scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> Any:
        return gate.work.start(number=int(scope["query_string"] or b"0"))

    return post


async def only(operations: Operations, owner: str = "anonymous") -> Any:
    (operation,) = await operations.list_for(owner)
    return operation


async def test_a_request_gets_the_result_that_it_waited_for(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate), "/render")
        await gate.begun.wait()
        assert not request.reply.messages
        gate.open.set()
        reply = await request.ended()
        operation = await only(operations)
        assert (reply.status, reply.json()) == (200, {"done": True})
        assert reply.get("link") == f'</operations/{operation.id}>; rel="status"'
        assert reply.get("vary") == "prefer"
        assert reply.get("preference-applied") is None
        assert reply.get("idempotency-replayed") is None
        assert operation.delivered_at_ms is not None


async def test_who_prefers_not_to_wait_gets_a_202(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        reply = await Request(group, endpoint(operations, gate), "/render", headers=[ASYNC]).ended()
        operation = await only(operations)
        assert reply.status == 202
        assert reply.get("location") == f"/operations/{operation.id}"
        assert reply.get("preference-applied") == "respond-async"
        assert operation.delivered_at_ms is None
        gate.open.set()
        assert (await operations.wait(operation.id)).state is State.SUCCEEDED


async def test_the_hold_ends_in_a_202(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate, max_hold=0.05), "/render")
        reply = await request.ended()
        assert reply.status == 202
        assert reply.json()["state"] in {"pending", "running"}
        assert request.channel is not None
        assert request.channel.pushed == []


async def test_who_says_how_long_to_wait_waits_no_longer(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        prefer = (b"prefer", b"wait=0")
        reply = await Request(group, endpoint(operations, gated(operations)), "/render", headers=[prefer]).ended()
        assert (reply.status, reply.get("preference-applied")) == (202, "wait=0")


async def test_interim_responses_go_out_until_the_end(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        app = endpoint(operations, gate, path="direct", first_after_s=0.01, every=0.01, max_interims=3)
        request = Request(group, app, "/render", headers=[CURL])
        channel = request.channel
        assert channel is not None
        await until(lambda: len(channel.pushed) == 2)
        gate.open.set()
        assert (await request.ended()).status in {200, 202}
        sent = len(channel.pushed)
        assert all(status == 102 for status, _ in channel.pushed)
        holding = holding_of(request.scope)
        assert holding is not None
        assert len(channel.pushed) == sent


async def test_an_outer_keepalive_sends_nothing_besides(tmp_path: Path) -> None:
    words: dict[str, Any] = {"path": "direct", "first_after_s": 0.01, "every_s": 0.01, "max_interims": 2}
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        app = KeepAlive(endpoint(operations, gate, max_hold=10), **words)
        request = Request(group, app, "/render", headers=[CURL])
        # What is around declares the path; the limit of two is one of the request, so that it ends after the second.
        reply = await request.ended()
        channel = request.channel
        assert channel is not None
        assert reply.status == 202
        assert len(channel.pushed) == 2


async def test_a_request_of_http10_is_held_in_silence(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        app = endpoint(operations, gated(operations), path="direct", first_after_s=0, http10_hold_s=0.05)
        request = Request(group, app, "/render", headers=[CURL], http_version="1.0")
        assert (await request.ended()).status == 202
        assert request.channel is not None
        assert request.channel.pushed == []


async def test_a_retry_joins_the_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        app = endpoint(operations, gate)
        first = Request(group, app, "/render", headers=[KEY])
        await gate.begun.wait()
        second = Request(group, app, "/render", headers=[KEY])
        await until(lambda: second.scope["extensions"].get("interim.holding") is not None)
        gate.open.set()
        replies = [await first.ended(), await second.ended()]
        assert [reply.json() for reply in replies] == [{"done": True}] * 2
        assert replies[0].get("link") == replies[1].get("link")
        assert gate.runs == 1


async def test_a_retry_after_the_end_is_answered_again(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        gate.open.set()
        app = endpoint(operations, gate)
        first = await Request(group, app, "/render", headers=[KEY, ASYNC]).ended()
        await operations.wait((await only(operations)).id)
        second = await Request(group, app, "/render", headers=[KEY, ASYNC]).ended()
        assert second.status == 200
        assert second.get("idempotency-replayed") == "true"
        assert second.get("preference-applied") is None
        assert first.get("link") == second.get("link")
        assert gate.runs == 1


async def test_a_key_with_other_arguments_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        gate.open.set()
        app = endpoint(operations, gate)
        await Request(group, app, "/render?1", headers=[KEY]).ended()
        reply = await Request(group, app, "/render?2", headers=[KEY]).ended()
        assert reply.status == 422
        assert reply.json()["type"] == "urn:interim:idempotency-key-reused"
        assert gate.runs == 1


@pytest.mark.parametrize("key", [b"()", b"weak"])
async def test_a_bad_key_starts_nothing(tmp_path: Path, key: bytes) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        reply = await Request(group, endpoint(operations, gate), "/render", headers=[(b"idempotency-key", key)]).ended()
        assert (reply.status, reply.json()["parameter"]) == (400, "Idempotency-Key")
        assert await operations.list_for("anonymous") == []


async def test_a_full_store_starts_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, max_live=1) as operations, asyncio.TaskGroup() as group:
        app = endpoint(operations, gated(operations))
        await Request(group, app, "/render", headers=[ASYNC]).ended()
        reply = await Request(group, app, "/render", headers=[ASYNC]).ended()
        assert reply.status == 503
        assert reply.get("retry-after") is not None
        assert len(await operations.list_for("anonymous")) == 1


@pytest.mark.parametrize("has_channel", [True, False])
async def test_the_work_of_a_client_that_left_goes_on(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate), "/render", has_channel=has_channel)
        await gate.begun.wait()
        request.leave()
        reply = await request.ended()
        assert reply.messages == []
        operation = await only(operations)
        gate.open.set()
        operation = await operations.wait(operation.id)
        assert (operation.state, operation.delivered_at_ms) == (State.SUCCEEDED, None)


@pytest.mark.parametrize("has_channel", [True, False])
async def test_the_work_of_a_client_that_left_is_cancelled_where_that_is_wanted(
    tmp_path: Path, has_channel: bool
) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        app = endpoint(operations, gate, cancel_on_disconnect=True)
        request = Request(group, app, "/render", has_channel=has_channel)
        await gate.begun.wait()
        request.leave()
        await request.ended()
        assert (await operations.wait((await only(operations)).id)).state is State.CANCELLED
        assert gate.cancelled.is_set()


@pytest.mark.parametrize(("cancels", "state"), [(True, State.CANCELLED), (False, State.SUCCEEDED)])
async def test_a_request_that_the_server_cancels_is_one_whose_client_left(
    tmp_path: Path, cancels: bool, state: State
) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate, cancel_on_disconnect=cancels), "/render")
        await gate.begun.wait()
        await until(lambda: holding_of(request.scope) is not None)
        await asyncio.sleep(0)
        operation = await only(operations)
        request.task.cancel()
        await request.ended()
        if cancels:
            await gate.cancelled.wait()
        gate.open.set()
        assert (await operations.wait(operation.id)).state is state


async def test_a_client_that_leaves_at_the_end_is_not_cancelled(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate, cancel_on_disconnect=True), "/render")
        await gate.begun.wait()
        gate.open.set()
        operation = await operations.wait((await only(operations)).id)
        request.leave()
        await request.ended()
        assert operation.state is State.SUCCEEDED


async def test_an_operation_that_expires_while_it_is_cancelled_is_nobodys_trouble(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations, result_ttl=0)
        request = Request(group, endpoint(operations, gate, cancel_on_disconnect=True), "/render")
        await gate.begun.wait()
        gate.open.set()
        request.leave()
        await request.ended()


async def test_all_that_are_held_get_a_202_when_the_server_drains(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        app = endpoint(operations, gate, cancel_on_disconnect=True)
        requests = [Request(group, app, "/render") for _ in range(3)]
        await until(lambda: gate.runs == 3)
        for request in requests:
            request.drain()
        for request in requests:
            reply = await request.ended()
            assert reply.status == 202
            assert 2 <= int(reply.get("retry-after") or 0) <= 5
        assert not gate.cancelled.is_set()


async def test_a_request_that_comes_during_the_drain_is_handed_over_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate), "/render")
        request.task.get_loop().call_soon(request.drain)
        assert (await request.ended()).status == 202


async def test_a_result_that_is_not_kept_is_gone_for_who_waits_too(tmp_path: Path) -> None:
    async with running(tmp_path, tick_s=0.01) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations, result_ttl=0)
        request = Request(group, endpoint(operations, gate), "/render")
        await gate.begun.wait()
        gate.open.set()
        reply = await request.ended()
        assert reply.status in {200, 410}


async def test_a_failure_is_the_final_response(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        gate.open.set()
        gate.result = ZeroDivisionError("secret")
        reply = await Request(group, endpoint(operations, gate), "/render").ended()
        assert (reply.status, reply.json()["type"]) == (500, "urn:interim:work-failed")
        assert b"secret" not in reply.content


async def test_an_operation_that_is_cancelled_ends_its_request(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate), "/render")
        await gate.begun.wait()
        await operations.cancel((await only(operations)).id)
        reply = await request.ended()
        assert (reply.status, reply.json()["state"]) == (409, "cancelled")


@pytest.mark.parametrize("status", [204, 304])
async def test_a_result_without_content_has_no_length(tmp_path: Path, status: int) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        gate.open.set()
        gate.result = Answer(status=status, lines=((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")))
        reply = await Request(group, endpoint(operations, gate), "/render").ended()
        assert (reply.status, reply.content) == (status, b"")
        assert reply.get("content-length") is None
        assert reply.fields.get_all("set-cookie") == ["a=1", "b=2"]


async def test_progress_does_not_end_the_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate), "/render")
        await gate.begun.wait()
        for number in range(3):
            await gate.op.progress(number / 3, f"page {number}")
        assert not request.reply.messages
        gate.open.set()
        assert (await request.ended()).status == 200


async def test_an_outer_detach_is_told_that_it_is_not_needed(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        told = asyncio.Event()
        gate = gated(operations)
        gate.open.set()
        request = Request(group, endpoint(operations, gate), "/render")
        request.scope["extensions"][STAND_DOWN] = told.set
        await request.ended()
        assert told.is_set()


async def test_a_client_that_cannot_be_written_to_has_not_got_it(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        gate = gated(operations)
        gate.open.set()
        app = endpoint(operations, gate)

        async def send(message: dict[str, Any]) -> None:
            raise OSError("broken pipe")

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async with asyncio.TaskGroup() as group:
            request = Request(group, lambda *_: asyncio.sleep(0), "/render")
        with pytest.raises(OSError, match="broken pipe"):
            await app(request.scope, receive, send)
        assert (await only(operations)).delivered_at_ms is None


def test_settings_are_those_around_but_for_what_is_given() -> None:
    around = Policy(path="direct", every_s=7)
    assert HoldSettings().policy(around) == around
    assert HoldSettings(words={"every_s": 9}).policy(around).every_s == 9
    assert HoldSettings(words={"every_s": 9}).policy(None).path == "unknown"


def test_the_longest_hold_is_one_for_all() -> None:
    policy = HoldSettings(max_hold_s=20).policy(None)
    assert (policy.hold_s, policy.unknown_hold_s, policy.http10_hold_s) == (20, 20, 10)
    assert HoldSettings(max_hold_s=600).policy(None).hold_s == 600
    assert HoldSettings(max_hold_s=600, words={"hold_s": 50}).policy(None).hold_s == 50


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"allow": "yes"}, "allow"),
        ({"words": {"colour": "red"}}, "setting"),
        ({"words": {"path": "nginx"}}, "path"),
        ({"max_hold_s": -1}, "max_hold"),
        ({"max_hold_s": "5"}, "max_hold"),
        ({"max_hold_s": True}, "max_hold"),
        ({"max_hold_s": float("nan")}, "max_hold"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_where_it_is_written(settings: dict[str, Any], name: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{name}|{name}"):
        HoldSettings(**settings)


async def test_allow_has_the_last_word_on_an_unknown_client(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        words: dict[str, Any] = {"path": "direct", "first_after_s": 0.01, "every": 0.01, "max_interims": 1}
        app = endpoint(operations, gate, allow=lambda scope: scope["path"] == "/render", **words)
        request = Request(group, app, "/render", headers=[(b"user-agent", b"nobody-knows/1")])
        assert (await request.ended()).status == 202
        assert request.channel is not None
        assert len(request.channel.pushed) == 1
        assert Fields(tuple(request.lines)).get("link")


@pytest.mark.parametrize("gone", [False, True])
async def test_an_operation_that_is_gone_while_it_is_waited_for_is_410(tmp_path: Path, gone: bool) -> None:
    async with running(tmp_path, tick_s=0.01) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations)
        request = Request(group, endpoint(operations, gate), "/render", has_channel=gone)
        await gate.begun.wait()
        await until(lambda: request.asked if not gone else holding_of(request.scope))
        await asyncio.sleep(0.01)
        bulletin = operations._store._bulletin  # type: ignore[attr-defined]  # as if a clock was set
        bulletin.publish_gone(gate.op.id, OperationExpired(gate.op.id))
        reply = await request.ended()
        assert (reply.status, reply.json()["type"]) == (410, "urn:interim:operation-expired")


async def test_the_field_for_the_progress_says_what_the_function_said(tmp_path: Path) -> None:
    told = asyncio.Event()
    end = asyncio.Event()
    async with running(tmp_path, progress_every_s=0) as operations, asyncio.TaskGroup() as group:

        @operations.operation
        async def paint(op: Op) -> None:
            await op.progress(0.25, "page 1 of 4")
            await told.wait()
            await op.progress(0.5, "Seite \N{SNOWMAN}")
            await end.wait()

        @operations.hold(
            path="direct", first_after_s=0, every=0.1, max_interims=90, max_hold=60, progress_field="x-progress"
        )
        async def post(
            scope: Scope, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
        ) -> Any:
            return paint.start()

        request = Request(group, post, "/paint", headers=[CURL])
        channel = request.channel
        assert channel is not None
        await until(lambda: (102, [(b"x-progress", b"25% page 1 of 4")]) in channel.pushed)
        told.set()
        # No field can hold the snowman.
        await until(lambda: (102, [(b"x-progress", b"50%")]) in channel.pushed)
        end.set()
        await request.ended()
