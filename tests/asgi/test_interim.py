import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from interim import Pushed, UnsupportedServer, send_interim
from interim.errors import LocalProtocolError
from tests.fakes.channel import FakeChannel

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_it_goes_out_before_send_interim_returns() -> None:
    channel = FakeChannel()
    delivery = send_interim(channel.scope(), 103, headers=[("Link", "</a.css>; rel=preload")])
    assert delivery.outcome is Pushed.SENT
    assert channel.pushed == [(103, [(b"Link", b"</a.css>; rel=preload")])]
    assert await delivery is Pushed.SENT
    assert repr(delivery) == "<Delivery sent>"


async def test_it_takes_a_request_of_starlette_or_fastapi() -> None:
    channel = FakeChannel()
    send_interim(Request(channel.scope()), 102)
    assert channel.pushed == [(102, [])]


async def test_it_works_from_a_worker_thread() -> None:
    channel = FakeChannel()
    delivery = await asyncio.to_thread(send_interim, channel.scope(), 102)
    assert delivery.outcome is Pushed.SENT


async def test_a_refusal_reaches_the_worker_thread() -> None:
    channel = FakeChannel()
    with pytest.raises(LocalProtocolError, match="101"):
        await asyncio.to_thread(send_interim, channel.scope(), 101)


async def test_it_says_what_became_of_it() -> None:
    channel = FakeChannel(http_version="1.0")
    assert send_interim(channel.scope(), 102).outcome is Pushed.WITHHELD


class TestWithoutAChannel:
    """On a server without our adapter."""

    def setup_method(self) -> None:
        self.sent: list[dict[str, Any]] = []

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    @staticmethod
    def scope(*extensions: str, http_version: str = "1.1") -> dict[str, Any]:
        return {"type": "http", "http_version": http_version, "extensions": {name: {} for name in extensions}}

    async def test_the_native_event_is_used(self) -> None:
        delivery = send_interim(self.scope("http.response.informational"), 102, [(b"x-a", b"1")], send=self.send)
        assert delivery.outcome is None
        assert repr(delivery) == "<Delivery to be awaited>"
        assert await delivery is Pushed.SENT
        assert self.sent == [{"type": "http.response.informational", "status": 102, "headers": [(b"x-a", b"1")]}]

    async def test_the_native_event_is_sent_once_however_often_it_is_awaited(self) -> None:
        delivery = send_interim(self.scope("http.response.informational"), 102, send=self.send)
        await delivery
        await delivery
        assert len(self.sent) == 1

    async def test_a_starlette_request_brings_its_own_send(self) -> None:
        scope = self.scope("http.response.informational") | {"headers": []}
        await send_interim(Request(scope, send=self.send), 102)  # type: ignore[arg-type]
        assert len(self.sent) == 1

    async def test_103_can_go_as_an_early_hint(self) -> None:
        await send_interim(self.scope("http.response.early_hint"), 103, [("link", "</a>")], send=self.send)
        assert self.sent == [{"type": "http.response.early_hint", "links": [b"</a>"]}]

    async def test_an_http_1_0_client_gets_none(self) -> None:
        scope = self.scope("http.response.informational", http_version="1.0")
        assert await send_interim(scope, 102, send=self.send) is Pushed.WITHHELD
        assert self.sent == []

    @pytest.mark.parametrize(
        ("status", "headers"),
        [(102, []), (103, [("x-a", "1")])],
        ids=["102 is no early hint", "nor is a 103 with others"],
    )
    async def test_a_server_that_cannot_is_named_with_the_way_out(
        self, status: int, headers: list[tuple[str, str]]
    ) -> None:
        with pytest.raises(UnsupportedServer, match="interim run MODULE:APP"):
            send_interim(self.scope("http.response.early_hint"), status, headers, send=self.send)

    async def test_a_missing_send_is_asked_for(self) -> None:
        with pytest.raises(UnsupportedServer, match="pass send="):
            send_interim(self.scope("http.response.informational"), 102)

    async def test_an_illegal_one_is_refused_all_the_same(self) -> None:
        with pytest.raises(LocalProtocolError, match="content-length"):
            send_interim(self.scope("http.response.informational"), 102, [("content-length", "0")], send=self.send)
