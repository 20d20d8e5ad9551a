"""`POST /api/inspect`: one inspection, its report as JSON, or live as an event stream."""

import asyncio
import dataclasses
import json
from collections.abc import Iterator
from contextlib import contextmanager

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send, respond
from interim.errors import InterimError
from interim.inspector.api.ask import read_inquiry
from interim.inspector.api.content import Receive, check_json, parse_json, read_content
from interim.inspector.api.event_stream import EventStream, wants_stream
from interim.inspector.api.presence import Gone, while_present
from interim.inspector.api.refusal import PLAIN, refusal_json, refusal_of
from interim.inspector.config import Config
from interim.inspector.formats.json_report import report_json
from interim.inspector.formats.jsonl import event_json
from interim.inspector.inquiry import Inquiry
from interim.inspector.inspect import inspect
from interim.inspector.report import Report

__all__ = ["Inspections"]


class Inspections:
    """The inspections that one process makes for clients of the API.

    Attributes:
        running: how many now.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.running = 0

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Raises:
            InvalidInput: the content asks for what cannot be done.
            Refusal: it is not granted.
        """
        check_json(scope)
        content = await read_content(receive, self.config.max_content_bytes)
        inquiry = self._allowed(read_inquiry(parse_json(content), self.config), scope)
        with self._place():
            if wants_stream(scope):
                await self._stream(inquiry, scope, receive, send)
            else:
                await self._report(inquiry, scope, receive, send)

    async def _report(self, inquiry: Inquiry, scope: Scope, receive: Receive, send: Send) -> None:
        report = await while_present(scope, receive, inspect(inquiry))
        if report is Gone.DRAINED:
            raise _draining()
        if isinstance(report, Report):
            content = await asyncio.to_thread(_encoded, report)
            await respond(send, 200, [(b"content-type", b"application/json"), *PLAIN], content)

    async def _stream(self, inquiry: Inquiry, scope: Scope, receive: Receive, send: Send) -> None:
        stream = EventStream(send)

        async def run() -> Gone | None:
            async with asyncio.TaskGroup() as group:
                group.create_task(stream.write())
                try:
                    report = await inspect(inquiry, watch=lambda event: stream.put(*event_json(event)), notice=notice)
                except InterimError as error:
                    stream.close("problem", refusal_json(refusal_of(error)))
                else:
                    stream.close("report", await asyncio.to_thread(report_json, report))
            return None

        def notice(text: str) -> None:
            stream.put("notice", {"text": text})

        await stream.start()
        if await while_present(scope, receive, run()) is Gone.DRAINED:
            stream.close("problem", refusal_json(_draining()))
            await stream.write()

    def _allowed(self, inquiry: Inquiry, scope: Scope) -> Inquiry:
        """The inquiry with the policy of this server. A path alone is one of our own listener.

        On loopback, `localhost` with our port means our own listener, too.
        """
        port = self.config.port or (scope.get("server") or ("", 0))[1] or 0
        own = self.config.own_hosts[0]
        if inquiry.url.startswith("/"):
            # Its certificate names the host that others know it by, not the address that we connect to.
            host = f"[{own}]" if ":" in own else own
            url = f"{self.config.scheme}://{host}:{port}{inquiry.url}"
            inquiry = dataclasses.replace(inquiry, url=url, verify=False)
        return dataclasses.replace(
            inquiry,
            policy=self.config.policy(port),
            resolve={("localhost", port): own} if self.config.loopback else {},
        )

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self.running >= self.config.max_inspections:
            detail = f"{self.running} inspections run already; wait for one to end"
            raise Refusal(429, detail, lines=[(b"retry-after", b"5")], limit="max_inspections")
        self.running += 1
        try:
            yield
        finally:
            self.running -= 1


def _draining() -> Refusal:
    return Refusal(503, "the server is shutting down; ask again", lines=[(b"retry-after", b"5")])


def _encoded(report: Report) -> bytes:
    return json.dumps(report_json(report)).encode() + b"\n"
