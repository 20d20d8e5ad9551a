"""Work: a function that operations run, and a start of it that is asked for."""

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable, Generator
from contextvars import ContextVar
from typing import Any

from interim.errors import InvalidInput
from interim.operations.op import Op, SyncOp
from interim.operations.operation import Operation
from interim.operations.run import Run

__all__ = ["REQUEST", "Identity", "Started", "Work"]


class Identity:
    """Of a request that starts an operation: whose it is, and what a retry of it is known by.

    Attributes:
        principal: whose; "" for callers that nobody knows.
        scope: where the key is unique: principal, method and route.
        key: the idempotency key, or None.
        fingerprint: of the request.
        operation: what it has started, or joined.
        created: it was started by this request.
    """

    __slots__ = ("created", "fingerprint", "key", "operation", "principal", "scope")

    def __init__(self, principal: str = "", scope: str = "", key: str | None = None, fingerprint: bytes = b"") -> None:
        self.principal = principal
        self.scope = scope
        self.key = key
        self.fingerprint = fingerprint
        self.operation: Operation | None = None
        self.created = False


REQUEST: ContextVar[Identity | None] = ContextVar("interim.operations.request", default=None)
"""The request that is being answered; what is started while it is set belongs to it."""

Begin = Callable[["Work", str, Identity], Awaitable[tuple[Operation, bool]]]


class Started:
    """A start that is asked for, its arguments checked. It happens when it is awaited, or returned by the endpoint."""

    __slots__ = ("_begin", "args", "work")

    def __init__(self, work: "Work", args: str, begin: Begin) -> None:
        self.work = work
        self.args = args
        self._begin = begin

    def __await__(self) -> Generator[Any, None, Operation]:
        return self._operation().__await__()

    async def _operation(self) -> Operation:
        operation, _ = await self.begin(REQUEST.get() or Identity())
        return operation

    async def begin(self, identity: Identity) -> tuple[Operation, bool]:
        """Start it, or join what a request of the same key has started.

        Returns:
            The operation, and whether it was started now.

        Raises:
            InvalidInput: this request, which has a key, has started an operation already.
            KeyReused: the key belongs to another request.
            StoreFull: it cannot be started now.
        """
        if identity.key is not None and identity.operation is not None:
            allowed = "one operation for a request with an idempotency key; start the other inside of its function"
            raise InvalidInput("start", self.work.name, allowed)
        identity.operation, identity.created = await self._begin(self.work, self.args, identity)
        return identity.operation, identity.created


class Work:
    """A function that operations run. Made by `Operations.operation`.

    Attributes:
        name: what the store knows it by; the same in every process, before and after a deployment.
        function: as it was decorated.
        retries: how often it is run again after it raised.
        timeout_s: how long one run may take, or None.
        result_ttl_s: how long an operation is kept after its end.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        begin: Begin,
        *,
        name: str,
        retries: int,
        timeout_s: float | None,
        result_ttl_s: float,
        max_args_bytes: int,
    ) -> None:
        self.function = function
        self.name = name
        self.retries = retries
        self.timeout_s = timeout_s
        self.result_ttl_s = result_ttl_s
        self.is_async = inspect.iscoroutinefunction(function)
        self._begin = begin
        self._max_args_bytes = max_args_bytes
        parameters = inspect.signature(function).parameters
        self._takes_op = "op" in parameters
        self._signature = inspect.Signature([one for name, one in parameters.items() if name != "op"])
        if any(one.kind is one.POSITIONAL_ONLY for one in parameters.values()):
            raise InvalidInput("operation", name, "a function whose parameters can be given by name")
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise InvalidInput("operation", name, "a function that returns its result; one with yield does not")

    def start(self, **args: Any) -> Started:
        """Ask for a run of the function with these arguments, which JSON can hold: they arrive as it gives them back.

        Raises:
            InvalidInput: the function does not take them, or JSON cannot hold them, or they are too large.
        """
        try:
            self._signature.bind(**args)
        except TypeError as error:
            raise InvalidInput(
                "arguments", ", ".join(args), f"those of {self.name}{self._signature}: {error}"
            ) from error
        try:
            text = json.dumps(args, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise InvalidInput("arguments", ", ".join(args), f"what JSON can hold: {error}") from error
        if len(text) > self._max_args_bytes:
            allowed = f"{self._max_args_bytes} octets of JSON, max_args_bytes; keep what is large elsewhere"
            raise InvalidInput("arguments", f"{len(text)} octets", allowed)
        return Started(self, text, self._begin)

    def arguments(self, run: Run, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
        """What to call the function with, for a run."""
        args: dict[str, Any] = json.loads(run.operation.args)
        if self._takes_op:
            args["op"] = Op(run) if self.is_async else SyncOp(run, loop)
        return args
