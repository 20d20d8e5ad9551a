"""One application of the products: the inspector's paths under `/api/`, and the simulator for all others."""

from interim.asgi.channel import Scope
from interim.asgi.path import local_path
from interim.asgi.respond import Send
from interim.inspector.app import Inspector, create_app as create_inspector
from interim.inspector.config import Config as InspectorConfig
from interim.simulator.app import Simulator, create_app as create_simulator
from interim.simulator.config import Config as SimulatorConfig
from interim.simulator.site import Receive

__all__ = ["Site", "create_app"]


class Site:
    """An ASGI application that hands each request to the product that it is for."""

    def __init__(self, simulator: Simulator, inspector: Inspector) -> None:
        self._simulator = simulator
        self._inspector = inspector

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, handshake or lifespan. The simulator alone has anything to do in a lifespan."""
        # Most requests are for a status, and those should cost nothing here.
        if not scope.get("path", "").startswith("/api/status/") and self._is_inspectors(scope):
            await self._inspector(scope, receive, send)
        else:
            await self._simulator(scope, receive, send)

    def _is_inspectors(self, scope: Scope) -> bool:
        return scope["type"] == "http" and self._inspector.takes(local_path(scope))


def create_app(simulator: SimulatorConfig | None = None, inspector: InspectorConfig | None = None) -> Site:
    """The site, to be served or mounted."""
    return Site(create_simulator(simulator), create_inspector(inspector))
