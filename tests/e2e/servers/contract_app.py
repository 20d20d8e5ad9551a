"""The application of the contract: a path for each clause, and a diary that tests read back."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request as FastAPIRequest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from interim.asgi.channel import EARLY_HINT, INFORMATIONAL, Pushed, channel_of
from interim.asgi.interim import send_interim
from interim.asgi.respond import respond
from interim.asgi.rest import Rest
from interim.asgi.tally import TALLY
from interim.errors import LocalProtocolError, UnsupportedServer
from tests.e2e.servers.sample import app as sample

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Any], Awaitable[None]]

_HOLD_S = 15.0

diary: dict[str, list[tuple[str, int]]] = {}
"""What happened to the request of an id, with the time in ns of the monotonic clock, which is that of the tests too."""


def note(scope: Scope, what: str) -> None:
    diary.setdefault(query(scope, "id"), []).append((what, time.monotonic_ns()))


def query(scope: Scope, name: str, default: str = "") -> str:
    return str(parse_qs(scope["query_string"].decode()).get(name, [default])[0])


async def answer(send: Send, value: object, status: int = 200) -> None:
    await respond(send, status, [(b"content-type", b"application/json")], json.dumps(value).encode())


async def ready(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, "ready")


async def seen(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, diary.get(query(scope, "id"), []))


async def tally(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, {"sent": TALLY.sent, "dropped": TALLY.dropped, "withheld": TALLY.withheld, "gone": TALLY.gone})


async def about(scope: Scope, receive: Receive, send: Send) -> None:
    channel = channel_of(scope)
    assert channel is not None
    await answer(
        send,
        {
            "server": channel.server,
            "http_version": scope["http_version"],
            "extensions": sorted(scope["extensions"]),
            "abilities": sorted(channel.raw.abilities) if channel.raw else None,
            "path": scope["path"],
            "raw_path": scope["raw_path"].decode("latin-1"),
            "query": scope["query_string"].decode("latin-1"),
        },
    )


async def events(scope: Scope, receive: Receive, send: Send) -> None:
    """The three events that are accepted."""
    await send({"type": INFORMATIONAL, "status": 102, "headers": [(b"x-step", b"1")]})
    await send({"type": EARLY_HINT, "links": [b"</a.css>; rel=preload"]})
    await send({"type": "http.response.start", "status": 199, "headers": [[b"x-step", b"3"]]})
    await answer(send, "done")


async def push(scope: Scope, receive: Receive, send: Send) -> None:
    """`send_interim`, `count` times."""
    status = int(query(scope, "status", "102"))
    outcomes = []
    for _ in range(int(query(scope, "count", "1"))):
        outcome = await send_interim(scope, status, send=send)
        outcomes.append(outcome.value)
    await answer(send, outcomes)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An interim response, then the content of the request."""
    await send_interim(scope, int(query(scope, "status", "102")))
    content, pieces, more = b"", 0, True
    while more:
        message = await receive()
        assert message["type"] == "http.request", message
        content += message["body"]
        more = message["more_body"]
        pieces += 1
    await respond(send, 200, [(b"x-pieces", b"%d" % pieces)], content)


async def early_answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers without having read the content."""
    await send_interim(scope, 102)
    await answer(send, "unread")


async def late(scope: Scope, receive: Receive, send: Send) -> None:
    """Interim responses after the final one has started, both ways; says what was raised."""
    said = []
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for attempt in (
        lambda: send_interim(scope, 102),
        lambda: send({"type": INFORMATIONAL, "status": 102, "headers": []}),
        lambda: send({"type": "http.response.start", "status": 102, "headers": []}),
    ):
        try:
            await attempt()
        except LocalProtocolError as error:
            said.append(str(error))
        else:
            said.append("nothing was raised")
    await send({"type": "http.response.body", "body": json.dumps(said).encode()})
    try:
        send_interim(scope, 102)
    except LocalProtocolError as error:
        note(scope, str(error))


async def refused(scope: Scope, receive: Receive, send: Send) -> None:
    """An interim response that must not be sent: `status`, `field`, `value`; says what was raised."""
    said = []
    status = int(query(scope, "status", "102"))
    field = query(scope, "field")
    lines = [(field.encode(), query(scope, "value", "1").encode("latin-1"))] if field else []
    for attempt in (
        lambda: send_interim(scope, status, lines),
        lambda: send({"type": INFORMATIONAL, "status": status, "headers": lines}),
    ):
        try:
            await attempt()
        except (LocalProtocolError, ValueError) as error:
            said.append(str(error))
        else:
            said.append("nothing was raised")
    await answer(send, said)


async def uncaught(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": int(query(scope, "status")), "headers": []})


async def hold_receive(scope: Scope, receive: Receive, send: Send) -> None:
    """Held until `receive` says that the client left."""
    while (await receive()).get("more_body"):
        pass
    note(scope, "held")
    async with asyncio.timeout(_HOLD_S):
        message = await receive()
    note(scope, message["type"])


async def hold_on_leave(scope: Scope, receive: Receive, send: Send) -> None:
    """Held until the channel says that the client left; `receive` is never called."""
    channel = channel_of(scope)
    assert channel is not None
    left = asyncio.Event()
    channel.on_leave(left.set)
    channel.on_leave(lambda: note(scope, "on_leave"))
    note(scope, "held")
    async with asyncio.timeout(_HOLD_S):
        await left.wait()
    note(scope, send_interim(scope, 102).outcome.value)  # type: ignore[union-attr]
    again = asyncio.Event()
    channel.on_leave(again.set)
    async with asyncio.timeout(_HOLD_S):
        await again.wait()
    note(scope, "on_leave again")


async def hold_then_answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Held for `s` seconds with an on_leave that must not be called, then answered."""
    channel = channel_of(scope)
    assert channel is not None
    channel.on_leave(lambda: note(scope, "on_leave"))
    note(scope, "held")
    await asyncio.sleep(float(query(scope, "s", "0.2")))
    await answer(send, "held")


async def flood(scope: Scope, receive: Receive, send: Send) -> None:
    """Pushes large interim responses until many were dropped, then waits for the client to leave."""
    dropped = sent = 0
    note(scope, "held")
    async with Rest(scope, receive) as rest, asyncio.timeout(_HOLD_S):
        while dropped < 100:
            # Each another, for the sake of HTTP/2, which sends a field that it has sent before in one octet.
            lines = [(b"x-filler", b"%d" % (sent + dropped) + b"x" * 4000)]
            outcome = (
                send_interim(scope, 102, lines).outcome
                if query(scope, "by") != "event"
                else await _by_event(send, lines)
            )
            dropped += outcome is Pushed.DROPPED
            sent += outcome is Pushed.SENT
            await asyncio.sleep(0)
        diary.setdefault(query(scope, "id"), []).append((f"sent {sent}", sent))
        note(scope, "dropped")
        await rest.until(time.monotonic_ns() + int(_HOLD_S * 1e9))
    note(scope, "left" if rest.left else "stayed")


async def _by_event(send: Send, lines: list[tuple[bytes, bytes]]) -> Pushed:
    before = TALLY.dropped
    await send({"type": INFORMATIONAL, "status": 102, "headers": lines})
    return Pushed.DROPPED if TALLY.dropped > before else Pushed.SENT


async def drain(scope: Scope, receive: Receive, send: Send) -> None:
    """Held until the server shuts down, then answered."""
    channel = channel_of(scope)
    assert channel is not None
    drained = asyncio.Event()

    def fail() -> None:
        raise ValueError("a callback of the contract that fails")

    try:
        channel.on_drain(fail)
        channel.on_drain(drained.set)
    except UnsupportedServer as error:
        await answer(send, str(error), 501)
        return
    note(scope, "held")
    async with asyncio.timeout(_HOLD_S):
        await drained.wait()
    await send_interim(scope, 102)
    again = asyncio.Event()
    channel.on_drain(again.set)
    async with asyncio.timeout(_HOLD_S):
        await again.wait()
    await asyncio.sleep(0.3)
    await answer(send, "drained")


async def raw(scope: Scope, receive: Receive, send: Send) -> None:
    """Breaks the rules: `octets` as they are, then `end`: close, reset, return, hold, error."""
    channel = channel_of(scope)
    assert channel is not None
    assert channel.raw is not None
    breaker = channel.raw
    octets = query(scope, "octets").encode("latin-1") * int(query(scope, "times", "1"))
    if octets:
        breaker.write(octets)
        await breaker.drain()
    match query(scope, "end"):
        case "close":
            breaker.close()
        case "reset":
            breaker.reset()
        case "error":
            raise ValueError("after raw")
        case "hold":
            left = asyncio.Event()
            channel.on_leave(left.set)
            note(scope, "held")
            async with asyncio.timeout(_HOLD_S):
                await left.wait()
            note(scope, "left")
        case _:
            pass
    await answer(send, "ignored")


async def status(scope: Scope, receive: Receive, send: Send) -> None:
    """A final response of this status without content of its own."""
    code = int(query(scope, "code"))
    lines = [(b"content-length", b"7")] if query(scope, "length") else []
    if code == 205:
        lines = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": code, "headers": lines})
    await send({"type": "http.response.body", "body": b"content" if query(scope, "length") else b""})


async def large(scope: Scope, receive: Receive, send: Send) -> None:
    """`mib` MiB in pieces of 64 KiB; notes how many pieces were taken."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    count = int(query(scope, "mib")) * 16
    for number in range(count):
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": number < count - 1})
        note(scope, f"piece {number}")


async def trickle(scope: Scope, receive: Receive, send: Send) -> None:
    """Starts the final response, then waits for the client to leave."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"ab", "more_body": True})
    note(scope, "started")
    async with asyncio.timeout(_HOLD_S):
        while (await receive())["type"] != "http.disconnect":
            pass


async def first_receive(scope: Scope, receive: Receive, send: Send) -> None:
    message = await receive()
    await answer(send, {**message, "body": message["body"].decode()})


async def _handshake(request: Request) -> Response:
    await send_interim(request, 102)
    return PlainTextResponse("x" * 2000)


class _Passing(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        return await call_next(request)


_starlette = Starlette(
    routes=[Route("/starlette", _handshake)], middleware=[Middleware(_Passing), Middleware(GZipMiddleware)]
)
_fastapi = FastAPI()


@_fastapi.get("/fastapi/async")
async def _fastapi_async(request: FastAPIRequest) -> dict[str, bool]:
    send_interim(request, 102)
    return {"ok": True}


@_fastapi.get("/fastapi/def")
def _fastapi_def(request: FastAPIRequest) -> dict[str, bool]:
    send_interim(request, 102)
    return {"ok": True}


PATHS: dict[str, Callable[[Any, Any, Any], Awaitable[None]]] = {
    "/ready": ready,
    "/seen": seen,
    "/tally": tally,
    "/about": about,
    "/sample": sample,
    "/events": events,
    "/push": push,
    "/echo": echo,
    "/early-answer": early_answer,
    "/late": late,
    "/refused": refused,
    "/uncaught": uncaught,
    "/hold/receive": hold_receive,
    "/hold/on-leave": hold_on_leave,
    "/hold/then-answer": hold_then_answer,
    "/flood": flood,
    "/drain": drain,
    "/raw": raw,
    "/status": status,
    "/large": large,
    "/trickle": trickle,
    "/first-receive": first_receive,
    "/starlette": _starlette,
    "/fastapi/async": _fastapi,
    "/fastapi/def": _fastapi,
}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Find the path of the clause."""
    if scope["type"] != "http":
        return
    await PATHS.get(scope["path"], about)(scope, receive, send)
