"""`Detach`: ASGI middleware that lets an unchanged handler run on, in this process, when its client cannot wait.

It does not survive a restart: a handler is no function that could be run again. Work that must is an
`Operations.operation`.
"""

import dataclasses
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.errors import InvalidInput
from interim.operations.caller import Idempotency, check_idempotency
from interim.operations.detachable import Detachable, DetachSettings
from interim.operations.held import Allow, Receive
from interim.operations.operations import Operations
from interim.operations.place import is_at_monitor
from interim.protocol.policy import Policy

__all__ = ["Detach"]

App = Callable[[Scope, Receive, Callable[[Any], Awaitable[None]]], Awaitable[None]]
_METHODS = ("POST", "PUT", "PATCH", "DELETE")


class Detach:
    """Answers 202 with the way to a monitor where the path or the client cannot wait; the handler runs on meanwhile.

    It is for handlers that read their request, run for long and then answer: one whose response has started, or that
    does not read the content there is, keeps its client. An endpoint with `Operations.hold` hands over by itself.

    Args:
        app: any ASGI application.
        operations: where the result is kept. Its lifespan must run.
        methods: of the requests that are handed over. A GET that is cut is repeated at no harm, so it is left out.
        idempotency: as that of `Operations.hold`. A retry with the same key joins the handler that runs.
        allow: as that of `KeepAlive`.
        max_content_bytes: of a request with an idempotency key, which is read before the handler runs.
        cancel_on_disconnect: the handler is cancelled when its client leaves.
        policy: the words of `interim.protocol.policy`, such as ``path="direct"``.

    Raises:
        InvalidInput: naming the setting, and what to give instead.
    """

    def __init__(
        self,
        app: App,
        operations: Operations,
        *,
        methods: Collection[str] = _METHODS,
        idempotency: Idempotency = "optional",
        allow: Allow | None = None,
        max_content_bytes: int = 10 * 1024 * 1024,
        cancel_on_disconnect: bool = False,
        **policy: Any,
    ) -> None:
        check_idempotency(idempotency)
        self.app = app
        self.operations = operations
        self.methods = frozenset(method.upper() for method in methods)
        self.settings = DetachSettings(
            words=policy,
            idempotency=idempotency,
            allow=allow,
            max_content_bytes=max_content_bytes,
            cancel_on_disconnect=cancel_on_disconnect,
        )
        try:
            Policy(**policy)
        except TypeError:
            known = ", ".join(field.name for field in dataclasses.fields(Policy))
            raise InvalidInput("setting", ", ".join(policy), known) from None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection."""
        if scope["type"] != "http" or scope["method"] not in self.methods or is_at_monitor(scope, self.operations.path):
            await self.app(scope, receive, send)
        else:
            await Detachable(self.app, self.operations, self.settings, scope, receive, send).serve()
