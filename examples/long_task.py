"""The long task of a well-known sample for Node, which sends 102s by hand: here the handler only does its work.

    interim run examples.long_task:app
    curl -i -X POST localhost:8000/long-task

    HTTP/1.1 102 Processing            <- after 5 s

    HTTP/1.1 102 Processing            <- after 10 s

    HTTP/1.1 200 OK
    ...
    {"status":"complete","result":"Task completed"}

`KeepAlive` knows what the sample does not: a client of HTTP/1.0, or one that would take a 102 for the answer, gets
none, and none goes out after the final response has begun.

Environment:
    TASK_S       seconds that the task takes; 12
    TASK_EVERY_S seconds between two 102s, and before the first; 5
"""

import asyncio
import os

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from interim import KeepAlive

TASK_S = float(os.environ.get("TASK_S", "12"))
EVERY_S = float(os.environ.get("TASK_EVERY_S", "5"))


async def long_task(request: Request) -> JSONResponse:
    """The task. It knows nothing of 102."""
    await asyncio.sleep(TASK_S)
    return JSONResponse({"status": "complete", "result": "Task completed"})


app = KeepAlive(
    Starlette(routes=[Route("/long-task", long_task, methods=["POST"])]),
    path="direct",
    first_after_s=EVERY_S,
    every_s=EVERY_S,
)
