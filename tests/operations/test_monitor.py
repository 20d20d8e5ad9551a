"""The monitor over its ASGI face."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from interim import Operations
from interim.operations.operation import Operation, State
from interim.operations.outcome import Answer
from interim.operations.work import Identity
from interim.protocol.idempotency import owner_of
from tests.fakes.asgi import Reply, get
from tests.fakes.held_requests import DEADLINE_S, Gate, Request, gated, running, until

ANNA = (b"authorization", b"Bearer anna")
BOB = (b"authorization", b"Bearer bob")


async def begun(operations: Operations, *, owner: str = "anonymous", **settings: Any) -> tuple[Gate, str]:
    gate = gated(operations, **settings)
    await gate.work.start().begin(Identity(principal=owner))
    async with asyncio.timeout(DEADLINE_S):
        await gate.begun.wait()
    return gate, gate.op.id


async def ended(operations: Operations, result: Any = None, **settings: Any) -> Operation:
    gate, id_ = await begun(operations, **settings)
    gate.result = result
    gate.open.set()
    return await operations.wait(id_)


async def show(operations: Operations, path: str, *headers: tuple[bytes, bytes], method: str = "GET") -> Reply:
    return await get(operations.monitor_app(), f"/operations{path}", method=method, headers=headers)


async def test_an_operation_that_runs_is_shown(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        gate, id_ = await begun(operations)
        await gate.op.progress(0.5, "half")
        reply = await show(operations, f"/{id_}")
        assert reply.status == 200
        document = reply.json()
        assert (document["id"], document["state"], document["result_url"]) == (id_, "running", None)
        assert document["progress"] == {"fraction": 0.5, "message": "half"}
        assert reply.get("etag") == f'"v{document["version"]}"'
        assert reply.get("retry-after") == "2"
        assert reply.get("cache-control") == "no-store"
        assert {"prefer", "accept", "authorization"} <= set((reply.get("vary") or "").split(", "))
        assert reply.fields.get_all("link") == [f'</operations/{id_}>; rel="status"']


async def test_an_operation_that_has_ended_leads_to_its_result(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations, {"a": 1})
        reply = await show(operations, f"/{operation.id}")
        assert (reply.status, reply.json()["state"], reply.get("retry-after")) == (200, "succeeded", None)
        assert reply.json()["result_url"] == f"/operations/{operation.id}/result"
        assert f'</operations/{operation.id}/result>; rel="item"' in reply.fields.get_all("link")
        result = await show(operations, f"/{operation.id}/result")
        assert (result.status, result.json()) == (200, {"a": 1})
        assert result.get("content-location") == f"/operations/{operation.id}/result"
        assert result.get("idempotency-replayed") is None
        assert (await operations.get(operation.id)).delivered_at_ms is not None


async def test_a_result_has_its_status_and_all_its_fields(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        lines = ((b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"content-type", b"text/csv"))
        operation = await ended(operations, Answer(status=201, lines=lines, content=b"1;2"))
        reply = await show(operations, f"/{operation.id}/result")
        assert (reply.status, reply.content, reply.get("content-length")) == (201, b"1;2", "3")
        assert reply.fields.get_all("set-cookie") == ["a=1", "b=2"]


@pytest.mark.parametrize("status", [204, 304])
async def test_a_result_without_content_is_empty(tmp_path: Path, status: int) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations, Answer(status=status))
        reply = await show(operations, f"/{operation.id}/result")
        assert (reply.status, reply.content, reply.get("content-length")) == (status, b"", None)


async def test_a_head_request_delivers_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations)
        assert (await show(operations, f"/{operation.id}/result", method="HEAD")).status == 200
        assert (await operations.get(operation.id)).delivered_at_ms is None


async def test_there_is_no_result_before_the_end(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        _, id_ = await begun(operations)
        reply = await show(operations, f"/{id_}/result")
        assert (reply.status, reply.json()["state"], reply.get("retry-after")) == (409, "running", "2")


@pytest.mark.parametrize("known", ['"v{}"', 'W/"v{}"', '"v0", "v{}"', "*"])
async def test_a_client_that_has_it_gets_304(tmp_path: Path, known: str) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations)
        tag = (b"if-none-match", known.format(operation.version).encode())
        reply = await show(operations, f"/{operation.id}", tag)
        assert (reply.status, reply.content) == (304, b"")
        assert reply.get("etag") == f'"v{operation.version}"'
        assert reply.get("vary") is not None
        assert reply.get("cache-control") == "no-store"
        assert reply.get("content-length") is None


async def test_a_client_that_has_an_older_one_gets_the_new_one(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations)
        reply = await show(operations, f"/{operation.id}", (b"if-none-match", b'"v0", "other"'))
        assert reply.status == 200


@pytest.mark.parametrize("has_channel", [True, False])
async def test_a_change_ends_the_wait_for_it(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        version = (await operations.get(id_)).version
        headers = [(b"prefer", b"wait=60"), (b"if-none-match", b'"v%d"' % version)]
        request = Request(
            group,
            operations.monitor_app(),
            f"/operations/{id_}",
            method="GET",
            headers=headers,
            has_channel=has_channel,
        )
        await asyncio.sleep(0.02)
        assert not request.reply.messages
        await gate.op.progress(0.5)
        reply = await request.ended()
        assert (reply.status, reply.json()["progress"]["fraction"]) == (200, 0.5)
        assert reply.get("preference-applied") == "wait=60"


async def test_the_end_ends_the_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        request = Request(
            group, operations.monitor_app(), f"/operations/{id_}", method="GET", headers=[(b"prefer", b"wait=60")]
        )
        await asyncio.sleep(0)
        gate.open.set()
        assert (await request.ended()).json()["state"] in {"running", "succeeded"}
        late = await show(operations, f"/{id_}", (b"prefer", b"wait=60"))
        assert late.status == 200


async def test_a_client_that_is_behind_does_not_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        _, id_ = await begun(operations)
        reply = await show(operations, f"/{id_}", (b"prefer", b"wait=60"), (b"if-none-match", b'"v0"'))
        assert (reply.status, reply.json()["state"]) == (200, "running")


async def test_a_wait_that_brings_nothing_ends(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        _, id_ = await begun(operations)
        version = (await operations.get(id_)).version
        prefer = (b"prefer", b"wait=1")
        reply, same = await asyncio.gather(
            show(operations, f"/{id_}", prefer),
            show(operations, f"/{id_}", prefer, (b"if-none-match", b'"v%d"' % version)),
        )
        assert (reply.status, reply.json()["version"]) == (200, version)
        assert (same.status, same.get("preference-applied")) == (304, "wait=1")


async def test_a_wait_ends_when_the_server_drains_or_the_client_leaves(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        _, id_ = await begun(operations)
        drained, left = (
            Request(
                group, operations.monitor_app(), f"/operations/{id_}", method="GET", headers=[(b"prefer", b"wait=60")]
            )
            for _ in range(2)
        )
        channels = [drained.channel, left.channel]
        await until(lambda: all(channel is not None and channel.is_heard for channel in channels))
        drained.drain()
        left.leave()
        assert (await drained.ended()).status == 200
        assert (await left.ended()).messages == []


@pytest.mark.parametrize("has_channel", [True, False])
async def test_what_is_gone_while_it_is_waited_for_is_410(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path, tick_s=0.01) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations, result_ttl=0)
        request = Request(
            group,
            operations.monitor_app(),
            f"/operations/{id_}",
            method="GET",
            headers=[(b"prefer", b"wait=60"), (b"if-none-match", b'"v%d"' % (await operations.get(id_)).version)],
            has_channel=has_channel,
        )
        await asyncio.sleep(0.02)
        gate.open.set()
        reply = await request.ended()
        assert request.failure is None
        assert reply.status in {200, 410}


@pytest.mark.parametrize("path", ["", "/result", "/cancel"])
@pytest.mark.parametrize("has_channel", [True, False])
async def test_what_belongs_to_somebody_else_is_not_there(tmp_path: Path, path: str, has_channel: bool) -> None:
    async with running(tmp_path) as operations:
        gate, id_ = await begun(operations, owner=owner_of("Bearer anna"))
        method = "POST" if path == "/cancel" else "GET"
        members: dict[str, Any] = {} if has_channel else {"extensions": {}}
        for headers in ([BOB], [], [BOB, (b"prefer", b"wait=5")], [BOB, (b"accept", b"text/html")]):
            app = operations.monitor_app()
            reply = await get(app, f"/operations/{id_}{path}", method=method, headers=headers, **members)
            unknown = await get(app, f"/operations/{'B' * 22}{path}", method=method, headers=headers, **members)
            assert (reply.status, unknown.status) == (404, 404)
            assert reply.content.replace(id_.encode(), b"") == unknown.content.replace(b"B" * 22, b"")
        assert not gate.cancelled.is_set()
        assert (await show(operations, f"/{id_}", ANNA)).status == 200


async def test_what_is_no_longer_kept_is_gone(tmp_path: Path) -> None:
    async with running(tmp_path, tick_s=0.01) as operations:
        gate, id_ = await begun(operations, result_ttl=0)
        gate.open.set()

        async def status() -> int:
            return (await show(operations, f"/{id_}")).status

        async with asyncio.timeout(DEADLINE_S):
            while await status() == 200:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)
        reply = await show(operations, f"/{id_}")
        assert (reply.status, reply.json()["type"]) == (410, "urn:interim:operation-expired")
        assert (await show(operations, f"/{id_}/result")).status == 410
        assert (await show(operations, f"/{id_}", method="DELETE")).status == 410


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("POST", "/cancel"), ("POST", ":cancel")])
async def test_an_operation_is_cancelled(tmp_path: Path, method: str, path: str) -> None:
    async with running(tmp_path) as operations:
        gate, id_ = await begun(operations)
        reply = await show(operations, f"/{id_}{path}", method=method)
        assert (reply.status, reply.get("cache-control")) == (202, "no-store")
        assert (await operations.wait(id_)).state is State.CANCELLED
        assert gate.cancelled.is_set()
        assert (await show(operations, f"/{id_}")).json()["state"] == "cancelled"
        assert (await show(operations, f"/{id_}/result")).status == 409


async def test_what_has_ended_is_not_cancelled(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations)
        reply = await show(operations, f"/{operation.id}", method="DELETE")
        assert (reply.status, reply.json()["state"]) == (200, "succeeded")


async def test_the_page_is_for_browsers(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        _, id_ = await begun(operations)
        reply = await show(operations, f"/{id_}", (b"accept", b"text/html,*/*;q=0.8"))
        assert (reply.status, reply.get("content-type")) == (200, "text/html; charset=utf-8")


async def test_the_list_is_of_who_asks(tmp_path: Path) -> None:
    async with running(tmp_path, max_running=200) as operations:
        gate = gated(operations)
        anna, bob = (owner_of(f"Bearer {name}") for name in ("anna", "bob"))
        for _ in range(52):
            await gate.work.start().begin(Identity(principal=anna))
        await gate.work.start().begin(Identity(principal=bob))
        first = await show(operations, "/", ANNA)
        document = first.json()
        assert (first.status, len(document["operations"]), first.get("cache-control")) == (200, 50, "no-store")
        second = (await get(operations.monitor_app(), document["next"], headers=[ANNA])).json()
        assert (len(second["operations"]), second["next"]) == (2, None)
        ids = {one["id"] for one in document["operations"] + second["operations"]}
        assert len(ids) == 52
        assert len((await show(operations, "", BOB)).json()["operations"]) == 1
        assert (await show(operations, "/?before=" + "B" * 22, ANNA)).status == 404
        assert (await show(operations, "/?before=" + next(iter(ids)), BOB)).status == 404
        assert (await show(operations, "/")).status == 403


async def test_another_method_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        reply = await show(operations, "/" + "A" * 22, method="PUT")
        assert (reply.status, reply.get("allow")) == (405, "GET, HEAD, DELETE")
        assert reply.get("cache-control") == "no-store"
        assert (await show(operations, "/a/b/c")).status == 404


async def test_a_mount_with_a_parameter_puts_nothing_into_fields(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        _, id_ = await begun(operations)
        app: Any = Starlette(routes=[Mount("/{tenant}/operations", operations.monitor_app())])
        reply = await get(app, f"/a%0D%0Ax-evil%3A%20b%3E/operations/{id_}")
        assert reply.status == 200
        for name, value in reply.started[0]["headers"]:
            assert b"\r" not in value
            assert b"\n" not in value
            assert name != b"x-evil"
        (link,) = reply.fields.get_all("link")
        assert link.count(">") == 1


async def test_a_principal_is_what_the_application_says(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        operations.principal = lambda scope: "anna" if scope["query_string"] == b"me" else ""
        _, id_ = await begun(operations, owner=owner_of("anna"))
        assert (await show(operations, f"/{id_}?me")).status == 200
        assert (await show(operations, f"/{id_}", ANNA)).status == 404


async def test_the_monitor_has_a_lifespan_and_no_websocket(tmp_path: Path) -> None:
    monitor = Operations(f"sqlite:///{tmp_path}/operations.db").monitor_app()
    sent: list[str] = []
    waiting = ["lifespan.startup", "lifespan.shutdown"]

    async def receive() -> dict[str, Any]:
        return {"type": waiting.pop(0)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    await monitor({"type": "lifespan"}, receive, send)
    await monitor({"type": "websocket"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete", "websocket.close"]


async def test_a_document_is_json_with_a_line_end(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        operation = await ended(operations)
        reply = await show(operations, f"/{operation.id}")
        assert reply.content.endswith(b"}\n")
        assert json.loads(reply.content)["attempt"] == 1
