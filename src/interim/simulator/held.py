"""Held: the rest of a request, counted, so that the number of requests held at once is bounded."""

from types import TracebackType
from typing import Self

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.rest import Rest
from interim.simulator.site import Receive, Site

__all__ = ["Held"]


class Held(Rest):
    """A rest that counts among the sleepers of the site.

    Entering it raises `Refusal` when there are too many; so enter it before the final response starts.
    """

    __slots__ = ("_site",)

    def __init__(self, site: Site, scope: Scope, receive: Receive) -> None:
        super().__init__(scope, receive)
        self._site = site

    async def __aenter__(self) -> Self:
        site = self._site
        if site.sleepers >= site.config.max_sleepers:
            # Not 503: a client that tests its handling of 503 must get none that it did not ask for.
            detail = f"{site.sleepers} requests are held here, which is the limit; try again when some have ended"
            raise Refusal(429, detail, lines=[(b"retry-after", b"1")], limit="max_sleepers")
        site.sleepers += 1
        site.metrics.held(1)
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._site.sleepers -= 1
        self._site.metrics.held(-1)
        await super().__aexit__(kind, error, traceback)
