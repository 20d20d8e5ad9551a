"""An application with one operation that goes on when it is told to, so that a test sees each step."""

import asyncio
import os
from typing import Any

from fastapi import FastAPI

from interim import Op, Operations

operations = Operations(os.environ["STORE"], progress_every_s=0)
app = FastAPI(lifespan=operations.lifespan)
app.mount("/operations", operations.monitor_app())
go_on = asyncio.Semaphore(0)


@operations.operation
async def render(op: Op, fails: bool = False) -> dict[str, str]:
    await go_on.acquire()
    await op.progress(0.5, "half <b>of</b> it")
    await go_on.acquire()
    if fails:
        raise RuntimeError("<secret>")
    return {"state": "complete"}


@app.post("/render")
@operations.hold(idempotency="off")
async def post_render(fails: bool = False) -> Any:
    return render.start(fails=fails)


@app.post("/go-on")
async def post_go_on() -> dict[str, str]:
    go_on.release()
    return {}
