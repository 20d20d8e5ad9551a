"""Long operations whose ends the tests decide: each works until its gate is opened, which is a file."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from interim import Op, Operations

__all__ = ["app"]

FOLDER = Path(os.environ["GATED_FOLDER"])
SETTINGS = json.loads(os.environ.get("GATED_SETTINGS", "{}"))
_LOOK_S = 0.02

operations = Operations(f"sqlite:///{FOLDER}/operations.db", **SETTINGS)


def is_open(gate: str) -> bool:
    return (FOLDER / f"{gate}.open").exists()


def note(name: str, line: str) -> None:
    with (FOLDER / name).open("a") as file:
        file.write(f"{line}\n")


async def through(gate: str) -> None:
    while not is_open(gate):  # noqa: ASYNC110 - another process opens it
        await asyncio.sleep(_LOOK_S)


@operations.operation
async def work(op: Op, gate: str, size: int) -> dict[str, object]:
    """Notes that it began, waits, and gives so many characters."""
    note("began", f"{gate} {op.id} {op.attempt}")
    await through(gate)
    return {"gate": gate, "id": op.id, "attempt": op.attempt, "filling": "x" * size}


@operations.operation(result_ttl=0.3)
async def brief(op: Op, gate: str) -> dict[str, str]:
    """Its result is soon forgotten."""
    note("began", f"{gate} {op.id} {op.attempt}")
    await through(gate)
    return {"gate": gate}


@operations.operation
async def broken(gate: str) -> None:
    await through(gate)
    raise ZeroDivisionError("a secret of the server")


def _arguments(request: Request) -> dict[str, object]:
    query = request.query_params
    return {"gate": query["gate"], "size": int(query.get("size", "0"))}


SHORT: dict[str, Any] = {
    "first_after_s": 0.4,
    "every_s": 0.4,
    "max_interims": 60,
    "unknown_hold_s": 1.2,
    "http10_hold_s": 0.8,
}


@operations.hold(path="direct", **SHORT)
async def direct(request: Request):  # type: ignore[no-untyped-def]
    """The path is declared."""
    return work.start(**_arguments(request))


@operations.hold(unknown_hold_s=1.2, http10_hold_s=0.8, first_after_s=0.4, every_s=0.4)
async def undeclared(request: Request):  # type: ignore[no-untyped-def]
    """Nothing is declared."""
    return work.start(**_arguments(request))


@operations.hold(unknown_hold_s=100)
async def silent(request: Request):  # type: ignore[no-untyped-def]
    """Held for long, without a word."""
    return work.start(**_arguments(request))


@operations.hold(unknown_hold_s=100)
async def late(request: Request):  # type: ignore[no-untyped-def]
    """Takes its time before it starts the operation."""
    gate = request.query_params["gate"]
    note("asked", gate)
    await through(f"{gate}-start")
    return work.start(**_arguments(request))


@operations.hold(path="direct", cancel_on_disconnect=True, **SHORT)
async def cancelling(request: Request):  # type: ignore[no-untyped-def]
    """Wanted only while its client waits."""
    return work.start(**_arguments(request))


@operations.hold(unknown_hold_s=100)
async def forgotten(request: Request):  # type: ignore[no-untyped-def]
    return brief.start(gate=request.query_params["gate"])


@operations.hold(unknown_hold_s=100)
async def failing(request: Request):  # type: ignore[no-untyped-def]
    return broken.start(gate=request.query_params["gate"])


async def ready(_request: Request) -> Response:
    return PlainTextResponse("ready")


HELD = [direct, undeclared, silent, late, cancelling, forgotten, failing]

app = Starlette(
    routes=[
        Route("/ready", ready),
        *(Route(f"/{endpoint.__name__}", endpoint, methods=["POST"]) for endpoint in HELD),
        Mount("/operations", operations.monitor_app()),
    ],
    lifespan=operations.lifespan,
)
