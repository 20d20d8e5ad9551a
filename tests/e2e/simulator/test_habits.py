"""The habits of httpbin over a real server."""

import time
from collections.abc import Iterator

import httpx
import pytest

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import create_app
from interim.simulator.config import Config

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    options = ServerOptions(port=0, access_log=False, graceful_s=1)
    app = create_app(Config.for_bind("127.0.0.1"))
    with ThreadServer(app, options) as server, httpx.Client(base_url=server.url, timeout=10) as client:
        yield client


def test_a_post_is_echoed(client: httpx.Client) -> None:
    echo = client.post("/anything/below?a=1", json={"b": 2}, headers={"Authorization": "Bearer t"}).json()
    assert echo["json"] == {"b": 2}
    assert echo["args"] == {"a": "1"}
    assert echo["method"] == "POST"
    assert echo["url"] == f"{client.base_url}/anything/below?a=1"
    assert echo["headers"]["Authorization"] == "(redacted)"
    assert echo["origin"] == "127.0.0.1"


def test_a_chain_of_redirects_ends_at_anything(client: httpx.Client) -> None:
    answer = client.get("/redirect/3", follow_redirects=True)
    assert [step.status_code for step in answer.history] == [302, 302, 302]
    assert answer.url.path == "/anything"
    assert answer.status_code == 200


def test_credentials_are_asked_for_and_taken(client: httpx.Client) -> None:
    assert client.get("/basic-auth/user/secret").status_code == 401
    assert client.get("/basic-auth/user/secret", auth=("user", "secret")).json()["authenticated"] is True


def test_a_client_that_has_it_is_told_so(client: httpx.Client) -> None:
    first = client.get("/etag/v1")
    again = client.get("/etag/v1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "content-length" not in again.headers
    assert client.get("/headers").status_code == 200, "the connection is still in order"


def test_a_delay_is_in_seconds(client: httpx.Client) -> None:
    begin = time.monotonic()
    assert client.get("/delay/0.1").status_code == 200
    assert time.monotonic() - begin >= 0.1


def test_a_drip_comes_in_drops(client: httpx.Client) -> None:
    with client.stream("GET", "/drip?duration=0.2&numbytes=4&delay=0") as answer:
        assert answer.headers["content-length"] == "4"
        drops = list(answer.iter_raw())
    assert b"".join(drops) == b"****"
    assert len(drops) > 1


def test_lines_are_streamed(client: httpx.Client) -> None:
    with client.stream("GET", "/stream/3") as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        assert len(list(answer.iter_lines())) == 3


def test_the_page_and_its_document_are_there(client: httpx.Client) -> None:
    assert str(client.base_url) in client.get("/").text
    assert client.get("/openapi.json").json()["openapi"] == "3.1.0"
