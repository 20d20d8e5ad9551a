"""The inspector as an ASGI application: its routes, and who may use them."""

from interim.asgi.channel import Scope
from interim.asgi.path import local_path
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send
from interim.errors import InterimError
from interim.inspector.api.content import Receive
from interim.inspector.api.guard import check_origin
from interim.inspector.api.inspection import Inspections
from interim.inspector.api.linting import answer_lint
from interim.inspector.api.refusal import refusal_of, refuse
from interim.inspector.api.rules import answer_one_rule, answer_rules
from interim.inspector.config import Config

__all__ = ["Inspector", "create_app"]

_RULES = "/api/rules"


class Inspector:
    """An ASGI application that records and judges exchanges for others. Made by `create_app`."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._inspections = Inspections(config)

    @staticmethod
    def takes(path: str) -> bool:
        """Whether a path is one of ours, for who mounts this beside other applications."""
        return path in {"/api/inspect", "/api/lint", _RULES} or path.startswith(_RULES + "/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; take part in the lifespan."""
        if scope["type"] == "lifespan":
            return await _live(receive, send)
        if scope["type"] != "http":
            # No WebSocket here. ASGI makes a 403 of this.
            return await send({"type": "websocket.close", "code": 1000})
        try:
            await self._answer(scope, receive, send)
        except InterimError as error:
            await refuse(send, refusal_of(error))
        except Refusal as refusal:
            await refuse(send, refusal)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        check_origin(self.config, scope)
        path = local_path(scope)
        match path:
            case "/api/inspect" | "/api/lint" if scope["method"] != "POST":
                raise Refusal(405, "only POST is for this path", lines=[(b"allow", b"POST")])
            case "/api/inspect":
                await self._inspections.answer(scope, receive, send)
            case "/api/lint":
                await answer_lint(self.config, scope, receive, send)
            case "/api/rules" | "/api/rules/":
                await answer_rules(scope, send)
            case _ if path.startswith(_RULES + "/"):
                await answer_one_rule(path[len(_RULES) + 1 :], scope, send)
            case _:
                raise Refusal(404, f"nothing is at {path[:200]}; try /api/rules")


def create_app(config: Config | None = None) -> Inspector:
    """The inspector, to be served or mounted. By default it inspects public addresses only."""
    return Inspector(config or Config())


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            return await send({"type": "lifespan.shutdown.complete"})
        await send({"type": "lifespan.startup.complete"})
