"""A held request as a response: what an endpoint may return to its framework, which calls it as an application."""

import functools
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from interim.asgi.channel import Scope
from interim.asgi.respond import Send

if TYPE_CHECKING:
    from interim.exchange.fields import FieldLine

__all__ = ["held_response"]

Receive = Callable[[], Awaitable[Any]]
Answer = Callable[[Scope, Receive, Send], Awaitable[None]]
# They describe the content that the response of the framework would have had.
_NOT_ADDED = frozenset({b"content-length", b"content-type"})


def held_response(answer: Answer) -> Any:
    """A response of the frameworks that are in use, which is answered by `answer`; itself, where none is."""
    made = _response_class(
        has_starlette="starlette.responses" in sys.modules, has_litestar="litestar.response" in sys.modules
    )
    return answer if made is None else made(answer)


@functools.cache
def _response_class(*, has_starlette: bool, has_litestar: bool) -> Any:
    """A class that each of these takes for a response of its own; what is none they give to the client as JSON."""
    bases: list[type] = []
    if has_starlette:
        from starlette.responses import Response

        bases.append(Response)
    if has_litestar:
        from litestar.response import Response as LitestarResponse

        bases.append(LitestarResponse)
    return type("HeldResponse", (_Held, *bases), {}) if bases else None


class _Held:
    """What is before the classes of the frameworks.

    A field that a dependency or a route adds to the response goes out with the answer, whatever that is.
    """

    background: Any

    def __init__(self, answer: Answer) -> None:
        super().__init__(content=None)  # type: ignore[call-arg]
        self._answer = answer
        self._added: list[FieldLine] = []

    def to_asgi_response(self, *_: Any, **named: Any) -> Any:
        """What Litestar asks its responses for."""
        self.background = self.background or named.get("background")
        # Where Starlette is in use too, its fields are added below.
        own = {} if hasattr(self, "raw_headers") else getattr(self, "headers", {})
        added = {**(named.get("headers") or {}), **own}
        self._added += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in added.items()]
        cookies = [*(named.get("cookies") or ()), *getattr(self, "cookies", ())]
        self._added += [one.to_encoded_header() for one in cookies if not one.documentation_only]
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lines = [*self._added, *getattr(self, "raw_headers", ())]
        added = [(name, value) for name, value in lines if name not in _NOT_ADDED]

        async def send_with(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._answer(scope, receive, send_with)
        if self.background is not None:
            await self.background()
