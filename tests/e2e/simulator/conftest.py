"""The simulator on real sockets: one for HTTP/1.1 by httptools, one for HTTP/1.1 and HTTP/2 by zttp."""

from collections.abc import Iterator
from typing import Any

import pytest

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import Config, create_app


def _serve(*, http2: bool) -> Iterator[Any]:
    options = ServerOptions(port=0, access_log=False, graceful_s=1, http2=http2)
    with ThreadServer(create_app(Config.for_bind("127.0.0.1", max_body_bytes=100_000)), options) as server:
        yield server


@pytest.fixture(scope="session")
def h1_simulator() -> Iterator[Any]:
    yield from _serve(http2=False)


@pytest.fixture(scope="session")
def h2_simulator() -> Iterator[Any]:
    yield from _serve(http2=True)


@pytest.fixture(params=["httptools", "zttp"])
def simulator(request: pytest.FixtureRequest) -> Any:
    """Both, over HTTP/1.1."""
    return request.getfixturevalue("h1_simulator" if request.param == "httptools" else "h2_simulator")
