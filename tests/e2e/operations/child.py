"""A process with operations: told what to do by lines of JSON on its input, it tells by such lines what it reached.

    python -m tests.e2e.operations.child FILE '{"settings": {...}, "works": ["step"]}'

A point that it has reached it tells of and then waits there, so that a test kills it at that point, and not by chance.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interim.errors import OperationError, OperationStopped
from interim.operations.op import Op, SyncOp
from interim.operations.operation import Operation
from interim.operations.operations import Operations
from interim.operations.work import Identity

_HANG_S = 60.0


class Gates:
    """What the functions wait for, by name; a gate that was opened stays open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gates: dict[str, threading.Event] = {}

    def __getitem__(self, name: str) -> threading.Event:
        with self._lock:
            return self._gates.setdefault(name, threading.Event())


GATES = Gates()


def tell(kind: str, **facts: Any) -> None:
    os.write(1, json.dumps({"kind": kind, **facts}).encode() + b"\n")


def effect(effects: str, op: Op | SyncOp) -> None:
    """What the world sees of an attempt: a line in a file."""
    with Path(effects).open("a") as file:
        file.write(f"{op.id} {op.attempt}\n")
        file.flush()
        os.fsync(file.fileno())


async def reach(op: Op, point: str, hold: dict[str, list[int]]) -> None:
    """Tell of a point, and wait there in the attempts that are held at it."""
    tell(point, id=op.id, attempt=op.attempt)
    if op.attempt in hold.get(point, []):
        gate = GATES[f"{point}{op.attempt}"]
        async with asyncio.timeout(_HANG_S):
            while not gate.is_set():  # noqa: ASYNC110 - opened by a thread
                await asyncio.sleep(0.005)


async def step(op: Op, effects: str = "", hold: dict[str, list[int]] | None = None) -> str:
    hold = hold or {}
    try:
        await reach(op, "claimed", hold)
        await op.progress(0.5, f"half of attempt {op.attempt}")
        await reach(op, "half", hold)
        if effects:
            effect(effects, op)
        await reach(op, "effect", hold)
    except (OperationStopped, asyncio.CancelledError) as error:
        tell("stopped", id=op.id, attempt=op.attempt, error=type(error).__name__)
        raise
    return f"attempt {op.attempt}"


def thread(op: SyncOp, hold: list[int] | None = None) -> str:
    tell("claimed", id=op.id, attempt=op.attempt)
    if op.attempt in (hold or []):
        GATES[f"claimed{op.attempt}"].wait(_HANG_S)
    tell("returns", id=op.id, attempt=op.attempt)
    return f"attempt {op.attempt}"


async def blocking(op: Op, seconds: float) -> str:
    tell("claimed", id=op.id, attempt=op.attempt)
    time.sleep(seconds)  # noqa: ASYNC251 - what it is for
    return f"attempt {op.attempt}"


async def poison(op: Op) -> None:
    tell("claimed", id=op.id, attempt=op.attempt)
    os.kill(os.getpid(), signal.SIGKILL)


async def trivial() -> int:
    return 1


WORKS: dict[str, Callable[..., Any]] = {
    function.__name__: function for function in (step, thread, blocking, poison, trivial)
}


def facts(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "state": operation.state.value,
        "attempt": operation.attempt,
        "dispatches": operation.dispatches,
        "message": operation.message,
        "content": None if operation.content is None else operation.content.decode(),
        "error": operation.error,
        "delivered": operation.delivered_at_ms is not None,
        "worker": operation.worker,
    }


class Child:
    """Does what the lines say, each in a task."""

    def __init__(self, operations: Operations) -> None:
        self._operations = operations

    async def start(self, name: str, key: str | None = None, **args: Any) -> dict[str, Any]:
        work = self._operations.works[name]
        operation, created = await work.start(**args).begin(Identity("", "scope", key, name.encode()))
        return facts(operation) | {"created": created}

    async def start_many(self, name: str, keys: list[str], **args: Any) -> dict[str, Any]:
        started = await asyncio.gather(*(self.start(name, key, **args) for key in keys))
        return {"ids": [one["id"] for one in started], "created": sum(one["created"] for one in started)}

    async def wait(self, id: str) -> dict[str, Any]:
        return facts(await self._operations.wait(id))

    async def wait_watching(self, id: str) -> dict[str, Any]:
        async with self._operations.watch(id) as watch:
            tell("watching", id=id)
            return facts(await watch.finished())

    async def wait_many(self, id: str, count: int) -> dict[str, Any]:
        watching = asyncio.Semaphore(0)

        async def one() -> str:
            async with self._operations.watch(id) as watch:
                watching.release()
                return (await watch.finished()).state.value

        async with asyncio.TaskGroup() as group:
            waits = [group.create_task(one()) for _ in range(count)]
            for _ in waits:
                await watching.acquire()
            tell("watching", id=id)
        return {
            "states": {state: sum(one.result() == state for one in waits) for state in {one.result() for one in waits}}
        }

    async def get(self, id: str) -> dict[str, Any]:
        return facts(await self._operations.get(id))

    async def cancel(self, id: str) -> dict[str, Any]:
        return facts(await self._operations.cancel(id))

    async def deliver(self, id: str) -> dict[str, Any]:
        await self._operations.mark_delivered(id)
        return {}

    async def open(self, gate: str) -> dict[str, Any]:
        GATES[gate].set()
        return {}

    async def do(self, command: str, number: int, arguments: dict[str, Any]) -> None:
        try:
            tell("answer", number=number, **await getattr(self, command)(**arguments))
        except OperationError as error:
            tell("answer", number=number, refused=type(error).__name__, reason=str(error))


async def main(path: str, options: dict[str, Any]) -> None:
    operations = Operations(f"sqlite:///{path}", **options["settings"])
    for name in options["works"]:
        operations.operation(retries=0, result_ttl=options.get("ttl_s", 3600))(WORKS[name])
    child = Child(operations)
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin:
            if json.loads(line)["command"] == "open":  # Also while the event loop is blocked.
                GATES[json.loads(line)["arguments"]["gate"]].set()
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, "")

    async with operations.lifespan(), asyncio.TaskGroup() as group:
        threading.Thread(target=read, daemon=True).start()
        tell("ready", pid=os.getpid())
        while line := await lines.get():
            order = json.loads(line)
            group.create_task(child.do(order["command"], order["number"], order["arguments"]))
    tell("ended")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
