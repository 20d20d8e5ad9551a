"""`Operations.hold`: the decorator of an endpoint that starts an operation, and returns it to be waited for.

It fits endpoints of Starlette, FastAPI, Litestar and Django, and raw ASGI applications. None of these is imported here
unless it is in use: what an endpoint is called with says which one it is.
"""

import functools
import inspect
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, TypeVar

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.operations.held import Held, HoldSettings, Receive
from interim.operations.held_response import held_response
from interim.operations.work import Started

if TYPE_CHECKING:
    from interim.operations.operations import Operations

__all__ = ["hold_endpoint"]

_F = TypeVar("_F", bound=Callable[..., Any])


def hold_endpoint(operations: "Operations", settings: HoldSettings, endpoint: _F) -> _F:
    """The endpoint, wrapped. See `Operations.hold`."""
    if inspect.iscoroutinefunction(endpoint) or inspect.iscoroutinefunction(type(endpoint).__call__):

        @functools.wraps(endpoint)
        async def hold_async(*arguments: Any, **named: Any) -> Any:
            returned = await endpoint(*arguments, **named)
            return await _held(operations, settings, returned, arguments)

        wrapped: Any = hold_async
    else:

        @functools.wraps(endpoint)
        def hold(*arguments: Any, **named: Any) -> Any:
            returned = endpoint(*arguments, **named)
            return _held_in_thread(operations, settings, returned, arguments)

        wrapped = hold
    _unannotate(wrapped)
    return wrapped  # type: ignore[no-any-return]


async def _held(operations: "Operations", settings: HoldSettings, returned: Any, arguments: tuple[Any, ...]) -> Any:
    if not isinstance(returned, Started):
        # A refusal of the endpoint's own, for example.
        return returned
    # A method has itself before what it is called with.
    match arguments:
        case [*_, MutableMapping() as scope, receive, send] if callable(receive) and callable(send):
            return await Held(operations, settings, scope, receive).serve(returned, send)
    request = _django_request(arguments)
    if request is not None:
        from interim.operations.held_django import serve_django

        return await serve_django(operations, settings, request, returned)
    return held_response(_Answer(operations, settings, returned))


def _held_in_thread(operations: "Operations", settings: HoldSettings, returned: Any, arguments: tuple[Any, ...]) -> Any:
    if not isinstance(returned, Started):
        return returned
    request = _django_request(arguments)
    if request is not None:
        from interim.operations.held_django import serve_django_in_thread

        return serve_django_in_thread(operations, settings, request, returned)
    return held_response(_Answer(operations, settings, returned))


def _django_request(arguments: tuple[Any, ...]) -> Any:
    """The request of Django among the arguments of a view, or None."""
    return next((one for one in arguments[:2] if type(one).__module__.startswith("django.")), None)


class _Answer:
    """The rest of a held request, as an ASGI application: what frameworks take for a response."""

    def __init__(self, operations: "Operations", settings: HoldSettings, started: Started) -> None:
        self._operations = operations
        self._settings = settings
        self._started = started

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await Held(self._operations, self._settings, scope, receive).serve(self._started, send)


def _unannotate(wrapped: Any) -> None:
    """Take the return type away: FastAPI and Litestar would make a schema of it, and it is not what a client gets."""
    signature = inspect.signature(wrapped)
    if signature.return_annotation is inspect.Signature.empty:
        return
    annotations = dict(getattr(wrapped, "__annotations__", {}))
    annotations["return"] = Any
    wrapped.__annotations__ = annotations
    wrapped.__signature__ = signature.replace(return_annotation=Any)
