"""Operations: what an application makes once, decorates its functions with, and gives to its server's lifespan."""

import asyncio
import contextlib
import functools
import inspect
import math
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar, overload

from interim.errors import InvalidInput, StoreUnavailable, UnsupportedServer
from interim.operations.bulletin import Watch
from interim.operations.caller import Idempotency, Principal, check_idempotency
from interim.operations.engine import Engine
from interim.operations.held import Allow, HoldSettings
from interim.operations.hold import hold_endpoint
from interim.operations.location import database_path
from interim.operations.monitor import Monitor
from interim.operations.operation import New, Operation, Outcome
from interim.operations.run import Run
from interim.operations.settings import EngineSettings
from interim.operations.sqlite_store import SqliteStore
from interim.operations.store import Store
from interim.operations.work import Identity, Work
from interim.operations.wrapped import App, Wrapped

__all__ = ["Operations"]

Function = Callable[..., Any]
_F = TypeVar("_F", bound=Callable[..., Any])


class Operations:
    """Work that outlives its request.

    ::

        operations = Operations("sqlite:///operations.db")
        app = FastAPI(lifespan=operations.lifespan)

        @operations.operation(retries=1)
        async def render(op: Op, document: str) -> dict[str, str]:
            ...

    Making one opens nothing, so it can be made before a server forks its workers.

    Args:
        url: where operations are kept: ``sqlite:///FILE``; see `interim.operations.location`.
        path: where the monitor is mounted, with a slash at the start and none at the end.
        principal: takes the ASGI scope of a request, and says who asks; None is left to who answers requests.
        settings: further ones, by name; see `interim.operations.settings`.

    Attributes:
        path: as given.
        principal: as given.
        settings: of the engine.
        works: the decorated functions, by name.

    Raises:
        InvalidInput: the URL or a setting cannot be used.
    """

    def __init__(
        self, url: str, *, path: str = "/operations", principal: Principal | None = None, **settings: Any
    ) -> None:
        if not path.startswith("/") or path.endswith("/") or "//" in path:
            raise InvalidInput("path", path, "a path such as /operations, without a slash at its end")
        self._file = database_path(url)
        self.path = path
        self.principal = principal
        try:
            self.settings = EngineSettings(**settings)
        except TypeError:
            known = ", ".join(inspect.signature(EngineSettings).parameters)
            unknown = ", ".join(sorted(set(settings) - set(inspect.signature(EngineSettings).parameters)))
            raise InvalidInput("setting", unknown, f"one of {known}") from None
        self.works: dict[str, Work] = {}
        self._engine: Engine | None = None

    @overload
    def operation(self, function: Function) -> Work: ...

    @overload
    def operation(
        self,
        *,
        name: str | None = None,
        retries: int = 0,
        timeout: float | None = None,
        result_ttl: float = 86_400,
    ) -> Callable[[Function], Work]: ...

    def operation(
        self,
        function: Function | None = None,
        *,
        name: str | None = None,
        retries: int = 0,
        timeout: float | None = None,
        result_ttl: float = 86_400,
    ) -> Work | Callable[[Function], Work]:
        """Decorate a function whose runs are operations.

        It may be asynchronous, or synchronous: then each run has a thread. Its arguments and its result are what JSON
        can hold. A parameter called `op` gets the handle (`interim.operations.op`). It may run more than once; make its
        effects idempotent with `op.id`.

        Args:
            function: what is decorated, where the decorator is written without parentheses.
            name: what the store knows it by; of the function itself if None. Keep it over deployments.
            retries: how often it is run again after it raised, or took too long.
            timeout: seconds that one run may take, or None. A thread cannot be stopped: its result is dropped.
            result_ttl: seconds that an operation is kept after its end.

        Raises:
            InvalidInput: the name is taken, or a value is out of its bounds.
        """

        def decorate(function: Function) -> Work:
            chosen = name if name is not None else function.__name__
            if not chosen or chosen in self.works:
                raise InvalidInput("name", chosen, "a name that no other operation has; choose one with name=")
            if type(retries) is not int or retries < 0:
                raise InvalidInput("retries", retries, "a whole number, 0 or more")
            if timeout is not None and not 0 < timeout < math.inf:
                raise InvalidInput("timeout", timeout, "more than 0 seconds, or None")
            if not 0 <= result_ttl < math.inf:
                raise InvalidInput("result_ttl", result_ttl, "0 seconds or more")
            work = Work(
                function,
                self._begin,
                name=chosen,
                retries=retries,
                timeout_s=timeout,
                result_ttl_s=result_ttl,
                max_args_bytes=self.settings.max_args_bytes,
            )
            self.works[chosen] = work
            return work

        return decorate if function is None else decorate(function)

    def hold(
        self,
        *,
        every: float | None = None,
        max_hold: float | None = None,
        idempotency: Idempotency = "optional",
        cancel_on_disconnect: bool = False,
        allow: Allow | None = None,
        progress_field: str = "",
        **policy: Any,
    ) -> Callable[[_F], _F]:
        """Decorate an endpoint that starts an operation and returns it: `return render.start(document=...)`.

        ::

            @app.post("/render")
            @operations.hold(path="direct")
            async def post_render(document: str):
                return render.start(document=document)

        Its client waits for the result as long as the policy allows, with interim responses where the path and the
        client take them, and else gets a 202 and the way to the monitor. It fits Starlette, FastAPI, Litestar, Django
        and raw ASGI; put it below the decorator of the framework.

        Args:
            every: seconds between two interim responses; `every_s` of the policy.
            max_hold: seconds until a request is handed over to a 202 at the latest, however it is held.
            idempotency: whether Idempotency-Key is looked at ("optional"), needed ("required"), or ignored ("off").
            cancel_on_disconnect: cancel the operation when its client leaves; otherwise it goes on.
            allow: takes the scope of a request; its word on interim responses, as that of `KeepAlive`.
            progress_field: the name of a field of the interim responses that says what `op.progress` said.
            policy: further words of `interim.protocol.policy`, such as ``path="direct"``. What is not given is as the
                `KeepAlive` around the endpoint has it.

        Raises:
            InvalidInput: naming the setting, and what to give instead.
        """
        check_idempotency(idempotency)
        words = dict(policy)
        if every is not None:
            words["every_s"] = every
        settings = HoldSettings(
            words=words,
            max_hold_s=max_hold,
            allow=allow,
            progress_field=progress_field,
            idempotency=idempotency,
            cancel_on_disconnect=cancel_on_disconnect,
        )
        return functools.partial(hold_endpoint, self, settings)

    def monitor_app(self) -> Monitor:
        """The monitor, to be mounted at `path`: it tells how operations are, and cancels and gives them out."""
        return Monitor(self)

    def wrap(self, app: App) -> Wrapped:
        """Run the operations, and answer for their monitor at `path`, around an application that has no lifespan.

        For Django and raw ASGI: ``app = operations.wrap(get_asgi_application())``. What has a lifespan takes
        `lifespan`, and mounts `monitor_app`.
        """
        return Wrapped(self, app)

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Run something beside the operations. See `Engine.spawn`."""
        try:
            running = self._running
        except UnsupportedServer:
            coroutine.close()
            raise
        return running.spawn(coroutine)

    @asynccontextmanager
    async def lifespan(self, app: object = None) -> AsyncIterator[None]:
        """Within it operations run.

        Give it to the application (``FastAPI(lifespan=operations.lifespan)``), or enter it in a lifespan of your own.

        Args:
            app: frameworks pass theirs; it is not used.

        Raises:
            InvalidInput: the file cannot be used, or these operations run already.
        """
        if self._engine is not None:
            raise InvalidInput("lifespan", "entered twice", "one lifespan at a time for each Operations")
        try:
            async with Engine(self._make_store(), self.works, self.settings) as engine:
                self._engine = engine
                yield
        finally:
            # Only now: what still runs while the engine ends may start further operations, for others to run.
            self._engine = None

    async def find(self, identity: Identity) -> Operation | None:
        """What the key of a request has started already, if it is still kept; None without a key.

        Raises:
            KeyReused: the key belongs to another request.
        """
        if identity.key is None:
            return None
        return await self._store.find(identity.scope, identity.key, identity.fingerprint)

    async def get(self, id: str, principal: str | None = None) -> Operation:
        """Read an operation. See `Store.get`."""
        return await self._store.get(id, principal)

    async def list_for(self, principal: str, *, limit: int = 50, before: str | None = None) -> list[Operation]:
        """The operations of a principal. See `Store.list_for`."""
        return await self._store.list_for(principal, limit=limit, before=before)

    def watch(self, id: str, principal: str | None = None) -> AbstractAsyncContextManager[Watch]:
        """Follow an operation. See `Store.watch`."""
        return self._store.watch(id, principal)

    async def wait(self, id: str, principal: str | None = None, *, timeout_s: float | None = None) -> Operation:
        """Wait for the end of an operation, or for `timeout_s`; returns it as it is then.

        Raises:
            OperationUnknown: or OperationExpired: see `Store.get`.
        """
        async with self.watch(id, principal) as watch:
            try:
                async with asyncio.timeout(timeout_s):
                    return await watch.finished()
            except TimeoutError:
                return watch.read()

    async def cancel(self, id: str, principal: str | None = None) -> Operation:
        """Ask for an operation to be cancelled. See `Store.request_cancel`."""
        operation = await self._store.request_cancel(id, principal)
        self._running.runner.cancel(operation)
        return operation

    async def mark_delivered(self, id: str) -> None:
        """The final response was written to a client that was there."""
        # The client has what it wanted; that this is not known costs nobody anything.
        with contextlib.suppress(StoreUnavailable):
            await self._store.mark_delivered(id)

    async def adopt(self, name: str, identity: Identity, *, ttl_s: float = 86_400) -> tuple[Operation, Run | None]:
        """Make what the caller is doing already an operation, which does not survive this process.

        Call `record` at its end, or `disown`. See `Runner.adopt`.
        """
        operation, run = await self._running.runner.adopt(_new(name, "{}", identity, ttl_s=ttl_s, reruns=False))
        identity.operation, identity.created = operation, run is not None
        return operation, run

    async def record(self, run: Run, outcome: Outcome) -> bool:
        """Keep how an adopted operation ended. See `Runner.record`."""
        return await self._running.runner.record(run, outcome)

    def disown(self, run: Run) -> None:
        """Let go of an adopted operation. See `Runner.disown`."""
        self._running.runner.disown(run)

    def _make_store(self) -> Store:
        settings = self.settings
        return SqliteStore(
            self._file,
            lease_s=settings.lease_s,
            max_live=settings.max_live,
            max_bytes=settings.max_bytes,
            min_free_bytes=settings.min_free_bytes,
            max_dispatches=settings.max_dispatches,
            gone_ttl_s=settings.gone_ttl_s,
            poll_s=settings.poll_s,
            reread_s=settings.reread_s,
            synchronous=settings.synchronous,
            busy_s=settings.busy_s,
        )

    @property
    def _running(self) -> Engine:
        if self._engine is None:
            raise UnsupportedServer(
                "the operations do not run: give the application their lifespan (lifespan=operations.lifespan), and "
                "serve it with a server that has lifespans, or enter it yourself"
            )
        if asyncio.get_running_loop() is not self._engine.loop:
            raise UnsupportedServer(
                "the operations run on another event loop: use them from an asynchronous endpoint or view of the server"
            )
        return self._engine

    @property
    def _store(self) -> Store:
        return self._running.store

    async def _begin(self, work: Work, args: str, identity: Identity) -> tuple[Operation, bool]:
        return await self._running.runner.start(_new(work.name, args, identity, ttl_s=work.result_ttl_s, reruns=True))


def _new(name: str, args: str, identity: Identity, *, ttl_s: float, reruns: bool) -> New:
    return New(
        name=name,
        args=args,
        principal=identity.principal,
        scope=identity.scope,
        key=identity.key,
        fingerprint=identity.fingerprint,
        ttl_s=ttl_s,
        reruns=reruns,
    )
