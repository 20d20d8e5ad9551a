"""An application that takes its time, in many ways, behind middlewares that know nothing of interim responses."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from interim import KeepAlive
from interim.asgi.holding import holding_of, tell_progress
from interim.asgi.keepalive import keepalive

__all__ = ["app", "decorated", "either", "kept", "nested", "spaced"]

_LONG = "x" * 2000


async def ready(_request: Request) -> Response:
    return PlainTextResponse("")


async def slow(request: Request) -> Response:
    """Works for so many seconds, then tells how many interim responses went out meanwhile."""
    await request.body()
    tell_progress(request, "working")
    await asyncio.sleep(float(request.query_params.get("s", "1.3")))
    return JSONResponse({"id": request.query_params.get("id"), "sent": sent(request), "long": _LONG})


async def unread(request: Request) -> Response:
    """Works before it reads its content, and tells how many went out until then and afterwards."""
    await asyncio.sleep(1.3)
    before = sent(request)
    await request.body()
    await asyncio.sleep(1.3)
    return JSONResponse({"before": before, "after": sent(request)})


async def stream(_request: Request) -> Response:
    async def events() -> AsyncIterator[bytes]:
        yield b"data: 1\n\n"
        await asyncio.sleep(1.3)
        yield b"data: 2\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


async def failing(_request: Request) -> Response:
    await asyncio.sleep(0.9)
    raise ZeroDivisionError


@keepalive(first_after_s=0.2, every_s=0.2, max_interims=2)
async def own(request: Request) -> Response:
    return await slow(request)


def sent(request: Request) -> int:
    holding: Any = holding_of(request.scope)
    return getattr(holding, "sent", 0)


class Timing(BaseHTTPMiddleware):
    """Answers 500 to an ASGI message that it does not know."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers["x-timed"] = "1"
        return response


PLACES = {"/ready": ready, "/slow": slow, "/unread": unread, "/stream": stream, "/failing": failing, "/own": own}

app = Starlette(
    routes=[Route(path, place, methods=["GET", "POST", "HEAD"]) for path, place in PLACES.items()],
    middleware=[Middleware(GZipMiddleware), Middleware(Timing)],
)
SHORT = {"first_after_s": 0.3, "every_s": 0.2, "max_interims": 3}

kept = KeepAlive(app, path="direct", **SHORT)  # type: ignore[arg-type]
nested = KeepAlive(KeepAlive(app, path="direct", **SHORT), path="direct", **SHORT)  # type: ignore[arg-type]
decorated = KeepAlive(app, path="direct")


async def either(scope: Any, receive: Any, send: Any) -> None:
    """`kept`, or `nested` where the query says so."""
    await (nested if scope.get("query_string") == b"nested" else kept)(scope, receive, send)


spaced = KeepAlive(
    app,
    first_after_s=0.3,
    every_s=0.2,
    routes={
        "/slow": {"body": "json-space"},
        "/failing": {"body": "json-space"},
        "/stream": {"body": "sse-comment"},
    },
)
