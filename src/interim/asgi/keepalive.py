"""`KeepAlive`: ASGI middleware that tells a waiting client, by interim responses, that its request is alive.

It only paces. Until its first interim response is due a request costs a place in a dictionary, and no task, no timer
and no clock; on an unknown path it costs a call. Who gets them, and when: docs/keepalive.md.
"""

import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any, TypeVar

from interim.asgi.channel import CHANNEL, Channel, Scope
from interim.asgi.event_stream import EventStream
from interim.asgi.holding import holding_of
from interim.asgi.json_space import JsonSpace, suits
from interim.asgi.keepalive_settings import Allow, Body, KeepAliveSettings, Routes
from interim.asgi.keeper import Keeper
from interim.asgi.kept import Kept
from interim.errors import InvalidInput
from interim.protocol.policy import Clients, PathWord, Policy

__all__ = ["KeepAlive", "keepalive"]

_LOG = logging.getLogger("interim.keepalive")

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
_F = TypeVar("_F", bound=Callable[..., Any])

_IDLE = (
    'KeepAlive sends nothing, as the path is "unknown": some proxies break on interim responses, and a request does '
    'not show that it came through one, such as nginx. If nothing in front of this server breaks, set path="direct" '
    "(interim run: --path direct); docs/keepalive.md tells who does"
)
_NO_CHANNEL = (
    "KeepAlive sends no interim responses: this server has no channel for them. Run the application with `interim run "
    "MODULE:APP`, or see docs/servers.md for your own uvicorn, gunicorn or hypercorn"
)
_NOT_AROUND = "@keepalive has no effect on %s: no KeepAlive is around the application, or it has no channel"

_request: ContextVar[Scope | None] = ContextVar("interim.request", default=None)


class KeepAlive:
    """Keeps long requests of an ASGI application alive, without a change to it.

    Add it as the outermost middleware: interim responses go past the others, but content (`body`) goes through those
    around it.
    """

    decorated = False
    """Some endpoint has settings of its own, and is to find its request."""
    declared = False
    """Some endpoint declares a path of its own."""

    def __init__(
        self,
        app: App,
        *,
        path: PathWord = "unknown",
        clients: Clients = "known",
        allow: Allow | None = None,
        first_after_s: float = 15,
        every_s: float = 25,
        max_interims: int = 4,
        status: int = 102,
        body: Body | None = None,
        progress_field: str = "",
        routes: Mapping[str, Mapping[str, Any] | None] | None = None,
    ) -> None:
        """Wrap an application.

        Args:
            app: any ASGI application.
            path: the operator's word about the proxies in front. ``direct``: there are none, or none but such as pass
                1xx on. With ``unknown`` nothing is sent.
            clients: ``known`` to be good, or ``all`` but those that are known to break.
            allow: takes the scope of a request on a direct path. True lets a client that is not known have interim
                responses, False forbids them, None has no opinion. Called once, when the first one is due.
            first_after_s: seconds of silence before the first interim response, after the content has been read.
            every_s: seconds between two.
            max_interims: the most for one request, up to 90. Real clients stop after 5 (Go 1.19) or 8 (Java 17).
            status: of the interim responses, 102 to 199.
            body: for paths where 1xx fail: ``json-space`` or ``sse-comment``.
            progress_field: the name of a field that says how far a request is: see `interim.asgi.holding`.
            routes: paths with settings of their own, by the words above; None for a path where nothing is sent.

        Raises:
            InvalidInput: naming the setting, and what to give instead.
        """
        policy = Policy(
            path=path,
            clients=clients,
            first_after_s=first_after_s,
            every_s=every_s,
            max_interims=max_interims,
            status=status,
        )
        settings = KeepAliveSettings(policy=policy, allow=allow, body=body, progress_field=progress_field)
        if routes or body is not None:
            found = Routes(settings, routes or {})
            self._set(app, settings, _Served(app, found))
            self._is_idle = all(one is None or one.is_idle for one in found)
        else:
            self._set(app, settings)

    @classmethod
    def _of(cls, app: App, settings: KeepAliveSettings) -> "KeepAlive":
        """One without routes, `body` and words at start-up: the part of another."""
        self = cls.__new__(cls)
        self._set(app, settings)
        self._is_announced = True
        return self

    def _set(self, app: App, settings: KeepAliveSettings, served: "_Served | None" = None) -> None:
        self._app = app
        self._keeper = Keeper(settings)
        self._served = served
        self._is_idle = settings.is_idle
        self._is_announced = False
        self._lacks_channel = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection. What a short request costs is here, and in `Keeper.join`."""
        if scope["type"] != "http" or (self._is_idle and not KeepAlive.decorated):
            if not self._is_announced:
                self._announce()
            await self._app(scope, receive, send)
            return
        if self._served is not None:
            await self._served.app_for(scope)(scope, receive, send)
            return
        extensions = scope.get("extensions")
        channel: Channel | None = extensions.get(CHANNEL) if extensions else None
        if channel is None:
            self._miss_channel()
            await self._app(scope, receive, send)
            return
        keeper = self._keeper
        generation = keeper.join(channel, scope)
        token = _request.set(scope) if KeepAlive.decorated else None
        try:
            await self._app(scope, receive, send)
        finally:
            if generation.pop(channel, None) is None:
                keeper.end(channel)
            if token is not None:
                _request.reset(token)

    def _announce(self) -> None:
        self._is_announced = True
        if self._is_idle and not KeepAlive.declared:
            _LOG.warning(_IDLE)

    def _miss_channel(self) -> None:
        if not self._lacks_channel:
            self._lacks_channel = True
            _LOG.warning(_NO_CHANNEL)


class _Served:
    """What serves each route of a `KeepAlive` that has some."""

    def __init__(self, app: App, routes: Routes) -> None:
        self._routes = routes
        self._apps = {id(one): _served(app, one) for one in routes}

    def app_for(self, scope: Scope) -> App:
        return self._apps[id(self._routes.of(scope))]


def _served(app: App, settings: KeepAliveSettings | None) -> App:
    if settings is None:
        return app
    if settings.body == "json-space":
        return functools.partial(_serve_json, app, settings)
    paced = KeepAlive._of(app, settings)  # noqa: SLF001 - it is a part of one
    return paced if settings.body is None else functools.partial(_serve_stream, paced, settings)


async def _serve_json(app: App, settings: KeepAliveSettings, scope: Scope, receive: Receive, send: Send) -> None:
    if suits(scope):
        await JsonSpace(scope, send, settings).serve(app, receive)
    else:
        await app(scope, receive, send)


async def _serve_stream(app: App, settings: KeepAliveSettings, scope: Scope, receive: Receive, send: Send) -> None:
    await EventStream(send, settings).serve(app, scope, receive)


def keepalive(**settings: Any) -> Callable[[_F], _F]:
    """Settings of its own for one endpoint: the decorator to put on the function, below that of the framework.

    ::

        @app.post("/render")
        @keepalive(first_after_s=5, every_s=10, max_interims=8)
        async def render(...): ...

    A `KeepAlive` has to be around the application; what is not given here is as there. For `body` use its `routes`, as
    an endpoint is called too late for it.

    Raises:
        InvalidInput: there is no such setting, or its value cannot be used.
    """
    if "body" in settings:
        raise InvalidInput("body", settings["body"], "nothing in @keepalive; give it to KeepAlive, or in its routes")
    KeepAliveSettings().changed(**settings)
    KeepAlive.decorated = True
    KeepAlive.declared |= "path" in settings

    def decorate(endpoint: _F) -> _F:
        change = functools.partial(_change, settings, endpoint)
        if inspect.iscoroutinefunction(endpoint) or inspect.iscoroutinefunction(type(endpoint).__call__):

            @functools.wraps(endpoint)
            async def keep_async(*arguments: Any, **named: Any) -> Any:
                change()
                return await endpoint(*arguments, **named)

            return keep_async  # type: ignore[return-value]

        @functools.wraps(endpoint)
        def keep(*arguments: Any, **named: Any) -> Any:
            change()
            return endpoint(*arguments, **named)

        return keep  # type: ignore[return-value]

    return decorate


def _change(settings: Mapping[str, Any], endpoint: Callable[..., Any]) -> None:
    scope = _request.get()
    if scope is None:
        _LOG.warning(_NOT_AROUND, getattr(endpoint, "__qualname__", endpoint))
    else:
        channel: Channel = scope["extensions"][CHANNEL]
        channel.loop.call_soon_threadsafe(_change_there, settings, scope)


def _change_there(settings: Mapping[str, Any], scope: Scope) -> None:
    kept = holding_of(scope)
    if isinstance(kept, Kept):
        kept.change(kept.settings.changed(**settings))
