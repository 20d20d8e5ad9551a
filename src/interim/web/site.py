"""One application of the products: the pages, the inspector's paths under `/api/`, and the simulator for the rest."""

from interim.asgi.channel import Scope
from interim.asgi.path import local_path
from interim.asgi.respond import Send
from interim.inspector.app import Inspector, create_app as create_inspector
from interim.inspector.config import Config as InspectorConfig
from interim.simulator.app import Simulator, create_app as create_simulator
from interim.simulator.config import Config as SimulatorConfig
from interim.simulator.site import Receive
from interim.web.pages import Pages

__all__ = ["Site", "create_app"]


class Site:
    """An ASGI application that hands each request to the product that it is for.

    Attributes:
        pages: the pages, with those that it keeps.
    """

    def __init__(self, simulator: Simulator, inspector: Inspector) -> None:
        self._simulator = simulator
        self._inspector = inspector
        self.pages = Pages()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, handshake or lifespan. The simulator alone has anything to do in a lifespan."""
        # Most requests are for a status, and those should cost nothing here.
        if scope["type"] != "http" or scope.get("path", "").startswith("/api/status/"):
            await self._simulator(scope, receive, send)
            return
        path = local_path(scope)
        if self._inspector.takes(path):
            await self._inspector(scope, receive, send)
        elif self.pages.takes(path):
            await self.pages(scope, send)
        elif self._simulator.takes(path) or not await self.pages.not_found(scope, send):
            await self._simulator(scope, receive, send)


def create_app(simulator: SimulatorConfig | None = None, inspector: InspectorConfig | None = None) -> Site:
    """The site, to be served or mounted."""
    return Site(create_simulator(simulator), create_inspector(inspector))
