"""What a cycle does to final responses, in servers of this process."""

import http.client
from typing import Any

import pytest

from interim.asgi.channel import CHANNEL
from interim.asgi.respond import Receive, Send, respond
from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer


@pytest.mark.parametrize("http2", [False, True], ids=["httptools", "zttp"])
def test_the_date_is_that_of_the_response_and_not_of_the_request(http2: bool) -> None:
    async def app(scope: dict[str, Any], _receive: object, send: Send) -> None:
        if scope["type"] == "http":
            # As uvicorn does each second, here between a request and its answer.
            scope["extensions"][CHANNEL].connection.server_state.default_headers = [(b"date", b"later")]
            await respond(send, 200, [], b"")

    options = ServerOptions(port=0, http2=http2, access_log=False, graceful_s=1, log_level="warning")
    with ThreadServer(app, options) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().getheader("date") == "later"
        connection.close()


@pytest.mark.parametrize("http2", [False, True], ids=["httptools", "zttp"])
def test_it_knows_when_the_content_has_been_read(http2: bool) -> None:
    seen: list[bool] = []

    async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            channel = scope["extensions"][CHANNEL]
            seen.append(channel.unread)
            while (await receive()).get("more_body"):
                pass
            seen.append(channel.unread)
            await respond(send, 200, [], b"")

    options = ServerOptions(port=0, http2=http2, access_log=False, graceful_s=1, log_level="warning")
    with ThreadServer(app, options) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for content in (None, b"abc"):
            connection.request("POST", "/", content)
            connection.getresponse().read()
        connection.close()
    assert seen == [False, False, True, False]
