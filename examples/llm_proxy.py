"""A proxy for a language model that is silent for minutes: an unchanged handler, and a line around it.

    interim run examples.llm_proxy:app
    curl -i localhost:8000/v1/chat/completions --json '{"prompt": "Why is the sky blue?"}'      # 102, 102, 200
    curl -i localhost:8000/v1/chat/completions --json '{"prompt": "Why?"}' -H 'Prefer: wait=5'  # 202, and Location
    curl -i localhost:8000/operations/ID/result                                                 # the answer, kept

`KeepAlive` sends the 102s; `Detach` answers 202 to those that cannot wait, lets the handler run on, and keeps its
response. It does not survive a restart of this process: a handler cannot be run again, as an operation can.

Environment:
    LLM_UPSTREAM    the model's address, such as http://localhost:11434; without it, the model at the end of this file
    LLM_SILENT_S    how long that one thinks; 60
    LLM_FIRST_S     seconds until the first 102; 15
    LLM_STORE       where operations are kept; sqlite:///llm.db
"""

import asyncio
import os

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from interim import Detach, KeepAlive, Operations

SILENT_S = float(os.environ.get("LLM_SILENT_S", "60"))
FIRST_S = float(os.environ.get("LLM_FIRST_S", "15"))


# The handler knows nothing of any of this.
async def complete(request: Request) -> Response:
    """Pass the request on, and the answer back."""
    async with upstream() as client:
        answer = await client.post("/v1/chat/completions", content=await request.body())
    media_type = answer.headers.get("content-type")
    return Response(answer.content, status_code=answer.status_code, media_type=media_type)


def upstream() -> httpx.AsyncClient:
    """A client of the model, which waits for as long as that takes."""
    address = os.environ.get("LLM_UPSTREAM")
    if address:
        return httpx.AsyncClient(base_url=address, timeout=None)  # noqa: S113 - as long as it takes
    return httpx.AsyncClient(transport=httpx.ASGITransport(model), base_url="http://model", timeout=None)  # noqa: S113


operations = Operations(os.environ.get("LLM_STORE", "sqlite:///llm.db"))
proxy = Starlette(
    routes=[
        Route("/v1/chat/completions", complete, methods=["POST"]),
        Mount("/operations", operations.monitor_app()),
    ],
    lifespan=operations.lifespan,
)
# The line that is around the application. KeepAlive is outside: it says how a request is held, and Detach goes by it.
app = KeepAlive(Detach(proxy, operations), path="direct", first_after_s=FIRST_S)


async def think(request: Request) -> Response:
    """A model that says nothing, and then everything."""
    asked = await request.json()
    if "prompt" not in asked:
        return JSONResponse({"error": "a prompt is missing"}, status_code=400)
    await asyncio.sleep(SILENT_S)
    return JSONResponse({"choices": [{"text": f"You asked: {asked['prompt']}"}]})


model = Starlette(routes=[Route("/v1/chat/completions", think, methods=["POST"])])
