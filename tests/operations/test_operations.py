"""Operations as an application uses them, on a real file."""

import asyncio
import json
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import interim
from interim.errors import InvalidInput, KeyReused, OperationUnknown, StoreFull, UnsupportedServer
from interim.operations.op import Op, SyncOp
from interim.operations.operation import Outcome, State
from interim.operations.operations import Operations
from interim.operations.work import REQUEST, Identity

pytestmark = pytest.mark.anyio

DEADLINE_S = 10.0


@pytest.fixture
def operations(tmp_path: Path) -> Operations:
    return Operations(f"sqlite:///{tmp_path}/operations.db", synchronous="normal", drain_s=0)


async def test_an_application_starts_waits_and_reads(operations: Operations) -> None:
    @operations.operation(retries=1, timeout=60, result_ttl=3600)
    async def add(op: Op, a: int, b: int = 1) -> int:
        await op.progress(0.5, "half")
        return a + b

    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        started = await add.start(a=2)
        ended = await operations.wait(started.id)
        assert (ended.state, ended.content, ended.ttl_s) == (State.SUCCEEDED, b"3", 3600)
        assert await operations.get(started.id) == ended
        await operations.mark_delivered(started.id)
        assert (await operations.get(started.id)).delivered_at_ms is not None
        assert [one.id for one in await operations.list_for("")] == [started.id]


async def test_a_decorator_needs_no_parentheses_and_the_function_stays_as_it_was(operations: Operations) -> None:
    @operations.operation
    def add(op: SyncOp, a: int) -> int:
        return a + op.attempt

    assert add.name == "add"
    assert add.function.__name__ == "add"
    assert operations.works == {"add": add}
    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        assert (await operations.wait((await add.start(a=2)).id)).content == b"3"


async def test_a_retry_joins_what_its_key_has_started(operations: Operations) -> None:
    go = asyncio.Event()

    @operations.operation
    async def wait() -> str:
        await go.wait()
        return "done"

    identity = Identity("ann", "ann POST /wait", "k", b"f")
    again = Identity("ann", "ann POST /wait", "k", b"f")
    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        assert await operations.find(identity) is None
        assert await operations.find(Identity()) is None
        first, created = await wait.start().begin(identity)
        second, joined = await wait.start().begin(again)
        assert (second.id, created, joined) == (first.id, True, False)
        assert await operations.find(again) == first
        with pytest.raises(KeyReused):
            await operations.find(Identity("ann", "ann POST /wait", "k", b"g"))
        go.set()
        await operations.wait(first.id)


async def test_a_wait_has_an_end(operations: Operations) -> None:
    @operations.operation
    async def wait() -> None:
        await asyncio.Event().wait()

    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        started = await wait.start()
        assert (await operations.wait(started.id, timeout_s=0.01)).state is State.RUNNING
        asked = await operations.cancel(started.id)
        assert asked.cancel_requested
        assert (await operations.wait(started.id)).state is State.CANCELLED
        with pytest.raises(OperationUnknown):
            await operations.wait(started.id, "somebody else")


async def test_an_operation_may_start_another_even_while_the_process_shuts_down(operations: Operations) -> None:
    entered = asyncio.Event()
    started: list[str] = []

    @operations.operation
    async def child() -> None:
        pass

    @operations.operation
    async def parent() -> None:
        entered.set()
        try:
            await asyncio.Event().wait()
        finally:
            started.append((await child.start()).id)

    async with asyncio.timeout(DEADLINE_S):
        async with operations.lifespan():
            first = await parent.start()
            await entered.wait()
        async with operations.lifespan():
            assert (await operations.wait(started[0])).state is State.SUCCEEDED
            await operations.cancel(first.id)


async def test_what_a_request_does_itself_can_be_adopted(operations: Operations) -> None:
    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        identity = Identity("ann", "s", "k", b"f")
        operation, run = await operations.adopt("detached", identity)
        assert run is not None
        assert identity.operation == operation
        assert identity.created
        assert await operations.record(run, Outcome(state=State.SUCCEEDED, status=204))
        assert (await operations.wait(operation.id)).status == 204


async def test_a_full_store_is_told_before_the_work_starts(tmp_path: Path) -> None:
    operations = Operations(f"sqlite:///{tmp_path}/operations.db", max_live=1, drain_s=0)
    calls = []

    @operations.operation
    async def wait() -> None:
        calls.append(1)
        await asyncio.Event().wait()

    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        await wait.start()
        with pytest.raises(StoreFull):
            await wait.start()
    assert len(calls) <= 1


async def test_operations_without_their_lifespan_say_what_is_missing(operations: Operations) -> None:
    @operations.operation
    async def work() -> None:
        pass

    with pytest.raises(UnsupportedServer, match=r"lifespan=operations\.lifespan"):
        await work.start()
    with pytest.raises(UnsupportedServer):
        await operations.get("x")


async def test_a_lifespan_is_entered_once_at_a_time(operations: Operations) -> None:
    async with operations.lifespan():
        with pytest.raises(InvalidInput, match="one lifespan at a time"):
            async with operations.lifespan():
                pass
        assert await operations.list_for("") == []


async def test_a_lifespan_can_be_part_of_another(operations: Operations) -> None:
    @asynccontextmanager
    async def lifespan(app: object) -> Any:
        async with operations.lifespan(app):
            yield {"state": 1}

    async with asyncio.timeout(DEADLINE_S):
        for _ in range(2):
            async with lifespan(object()) as state:
                assert state == {"state": 1}
                assert await operations.list_for("") == []


@pytest.mark.parametrize("path", ["operations", "/operations/", "/", "", "//operations"])
def test_a_path_that_cannot_be_mounted_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput, match="path"):
        Operations("sqlite:///operations.db", path=path)


def test_a_setting_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(InvalidInput, match=r"lease_seconds.*lease_s, tick_s"):
        Operations("sqlite:///operations.db", lease_seconds=3)
    with pytest.raises(InvalidInput, match="lease_s"):
        Operations("sqlite:///operations.db", lease_s=0)


def test_a_url_that_names_no_store_is_refused_where_it_is_written() -> None:
    with pytest.raises(InvalidInput, match="postgresql is not a store"):
        Operations("postgresql://localhost/operations")


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"name": "taken"}, "name"),
        ({"name": ""}, "name"),
        ({"retries": -1}, "retries"),
        ({"retries": 1.5}, "retries"),
        ({"retries": True}, "retries"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"result_ttl": -1}, "result_ttl"),
        ({"result_ttl": float("inf")}, "result_ttl"),
    ],
)
def test_an_option_that_is_out_of_bounds_is_refused(operations: Operations, options: dict[str, Any], name: str) -> None:
    async def work() -> None:
        pass

    operations.operation(name="taken")(work)
    with pytest.raises(InvalidInput) as caught:
        operations.operation(**options)(work)
    assert caught.value.parameter == name


def test_operations_are_a_public_name() -> None:
    assert interim.Operations is Operations


async def test_what_an_operation_starts_belongs_to_its_principal_and_not_to_its_request(operations: Operations) -> None:
    @operations.operation
    async def child() -> None:
        pass

    @operations.operation
    async def parent() -> list[str]:
        return [(await child.start()).id, (await child.start()).id]

    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        identity = Identity("ann", "ann POST /render", "k", b"f")
        token = REQUEST.set(identity)
        first = await parent.start()
        REQUEST.reset(token)
        ended = await operations.wait(first.id)
        for id in json.loads(ended.content or b"[]"):
            one = await operations.get(id)
            assert (one.principal, one.key) == ("ann", None)


async def test_operations_are_used_on_the_event_loop_that_runs_them(operations: Operations) -> None:
    async with asyncio.timeout(DEADLINE_S), operations.lifespan():
        with pytest.raises(UnsupportedServer, match="another event loop"):
            await asyncio.to_thread(asyncio.run, operations.get("x"))
