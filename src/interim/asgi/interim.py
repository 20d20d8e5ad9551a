"""`send_interim`: an interim response from raw ASGI, Starlette or FastAPI, in one line."""

import asyncio
import concurrent.futures
from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping
from typing import Any

from interim.asgi.channel import EARLY_HINT, INFORMATIONAL, Channel, Pushed, channel_of
from interim.asgi.holding import holding_of
from interim.errors import UnsupportedServer
from interim.exchange.fields import Fields
from interim.protocol.lifecycle import check_interim

__all__ = ["Delivery", "send_interim"]

_THREAD_TIMEOUT_S = 10.0
_UNADVERTISED = frozenset({"gunicorn.asgi.protocol"})
"""Modules whose `send` takes the event although their scope does not say so: gunicorn 27 without our worker. Known only
where no middleware has wrapped it."""


class Delivery:
    """What `send_interim` returns: done already, unless the server has only the native event.

    Awaiting it gives the `Pushed`. With our server adapters that is optional: the interim response has gone out when
    `send_interim` returns.

    Attributes:
        outcome: what became of it; None as long as it must be awaited.
    """

    __slots__ = ("_pending", "outcome")

    def __init__(self, outcome: Pushed | None, pending: Awaitable[None] | None = None) -> None:
        self.outcome = outcome
        self._pending = pending

    def __await__(self) -> Generator[Any, None, Pushed]:
        if self._pending is not None:
            pending, self._pending = self._pending, None
            yield from pending.__await__()
            self.outcome = Pushed.SENT
        assert self.outcome is not None  # noqa: S101 - one of the two was given
        return self.outcome

    def __repr__(self) -> str:
        return f"<Delivery {self.outcome.value if self.outcome else 'to be awaited'}>"


def send_interim(
    scope_or_request: Any,
    status: int,
    headers: Iterable[tuple[bytes | str, bytes | str]] = (),
    *,
    send: Callable[[dict[str, Any]], Awaitable[None]] | None = None,
) -> Delivery:
    """Send an interim response, such as 102, ahead of the final one.

    Works from coroutines and from the worker threads in which Starlette and FastAPI run plain functions.

    Args:
        scope_or_request: the ASGI scope, or a request object with a `scope` (Starlette, FastAPI).
        status: 100 to 199, not 101.
        headers: field lines, text or bytes. No field that frames content or speaks for the connection.
        send: the ASGI `send`, only needed in raw ASGI on a server without our adapter.

    Returns:
        A `Delivery`. ``await`` it if your application may run on a server without our adapter.

    Raises:
        LocalProtocolError: HTTP does not allow it: the final response has started, a bad status, a bad field.
        UnsupportedServer: the server can send no interim response; the message says what to run instead.
    """
    scope: Mapping[str, Any] = scope_or_request if isinstance(scope_or_request, Mapping) else scope_or_request.scope
    lines = Fields.of(headers).lines if headers else ()
    channel = channel_of(scope)
    if channel is not None:
        return Delivery(_push(channel, status, lines, scope))
    check_interim(status, lines)
    send = send or getattr(scope_or_request, "_send", None)
    event = _native_event(scope, send, status, lines)
    if event is None or send is None:
        raise UnsupportedServer(
            "this server cannot send interim responses: its scope has neither the channel of an interim adapter nor "
            f"the extension {INFORMATIONAL!r}"
            + ("" if event is None else " with a `send` to use (pass send=...)")
            + "; run the application with `interim run MODULE:APP`, or see docs/servers.md for your own uvicorn, "
            "gunicorn or hypercorn"
        )
    if scope.get("http_version") == "1.0":
        return Delivery(Pushed.WITHHELD)
    return Delivery(None, send(event))


def _native_event(
    scope: Mapping[str, Any], send: object, status: int, lines: tuple[tuple[bytes, bytes], ...]
) -> dict[str, Any] | None:
    extensions = scope.get("extensions") or {}
    if INFORMATIONAL in extensions or getattr(send, "__module__", "") in _UNADVERTISED:
        return {"type": INFORMATIONAL, "status": status, "headers": list(lines)}
    if status == 103 and EARLY_HINT in extensions and all(name.lower() == b"link" for name, _ in lines):
        return {"type": EARLY_HINT, "links": [value for _, value in lines]}
    return None


def _push(channel: Channel, status: int, lines: tuple[tuple[bytes, bytes], ...], scope: Mapping[str, Any]) -> Pushed:
    def push() -> Pushed:
        pushed = channel.push(status, lines)
        holding = holding_of(scope) if pushed is Pushed.SENT else None
        if holding is not None:
            # `KeepAlive` counts the silence from here.
            holding.heard()
        return pushed

    try:
        running: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
    except RuntimeError:
        running = None
    if running is channel.loop:
        return push()
    done: concurrent.futures.Future[Pushed] = concurrent.futures.Future()

    def push_there() -> None:
        try:
            done.set_result(push())
        except Exception as error:
            done.set_exception(error)

    channel.loop.call_soon_threadsafe(push_there)
    return done.result(_THREAD_TIMEOUT_S)
