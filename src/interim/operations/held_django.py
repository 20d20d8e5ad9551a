"""A held request of Django: its views return a response, and see neither `receive` nor `send`."""

import asyncio
from typing import TYPE_CHECKING, Any

from asgiref.sync import async_to_sync
from django.http import HttpResponse

from interim.errors import UnsupportedServer
from interim.operations.held import Held, HoldSettings
from interim.operations.work import Started

if TYPE_CHECKING:
    from interim.operations.operations import Operations

__all__ = ["serve_django", "serve_django_in_thread"]


async def serve_django(
    operations: "Operations", settings: HoldSettings, request: Any, started: Started
) -> HttpResponse:
    """The response to a request, when it is time for one.

    Django cancels the view when its client leaves, on servers without our channel too; there `receive` is Django's own.
    """
    held = Held(operations, settings, request.scope, _never)
    async with held.rest:
        reply = await held.reply(started)
    if reply is None:
        return HttpResponse(status=499)
    response = _Delivered(held, content=reply.content, status=reply.status)
    del response["Content-Type"]
    for octets, value in reply.lines:
        name, text = octets.decode("latin-1"), value.decode("latin-1")
        if name.lower() == "set-cookie":
            response.cookie_lines.append((name, text))
        else:
            # Django has one value for a name. A list may be combined (RFC 9110 §5.3); Set-Cookie is none.
            response[name] = f"{response[name]}, {text}" if name in response else text
    if reply.status not in {204, 304}:
        response["Content-Length"] = str(len(reply.content))
    return response


def serve_django_in_thread(
    operations: "Operations", settings: HoldSettings, request: Any, started: Started
) -> HttpResponse:
    """The same for a synchronous view, whose thread waits meanwhile.

    Raises:
        UnsupportedServer: the application is served by WSGI.
    """
    if not hasattr(request, "scope"):
        raise UnsupportedServer(
            "operations hold requests of ASGI; serve Django with get_asgi_application(), such as by `interim run`"
        )
    made: HttpResponse = async_to_sync(serve_django)(operations, settings, request, started)
    return made


class _Delivered(HttpResponse):  # type: ignore[misc]
    """Django closes a response when it was sent."""

    def __init__(self, held: Held, **members: Any) -> None:
        super().__init__(**members)
        self._held = held
        self.cookie_lines: list[tuple[str, str]] = []
        self._loop = asyncio.get_running_loop()

    def items(self) -> list[tuple[str, str]]:
        """The fields that are sent; Django adds those of `cookies`."""
        return [*super().items(), *self.cookie_lines]

    def close(self) -> None:
        super().close()
        if not self._held.rest.left:
            asyncio.run_coroutine_threadsafe(self._held.delivered(), self._loop)


async def _never() -> Any:
    """What `receive` would give: nothing, for as long as the request takes."""
    await asyncio.Event().wait()
