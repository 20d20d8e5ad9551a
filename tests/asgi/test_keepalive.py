import asyncio
import functools
import inspect
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from interim.asgi.holding import claim, holding_of
from interim.asgi.interim import send_interim
from interim.asgi.keepalive import KeepAlive, keepalive
from interim.asgi.wheel import Wheel
from interim.errors import InvalidInput
from tests.asgi.test_holding import Holder
from tests.fakes.asgi import App, Reply, ask, scope_of
from tests.fakes.channel import FakeChannel
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def undecorated() -> Iterator[None]:
    """A decorator leaves its marks on the class."""
    yield
    KeepAlive.decorated = KeepAlive.declared = False


class _Loop:
    """Timers of a fake clock, and calls of the running event loop."""

    def __init__(self, clock: FakeTimerLoop) -> None:
        self.call_later = clock.call_later
        self.call_exception_handler = clock.call_exception_handler
        self.call_soon_threadsafe = asyncio.get_running_loop().call_soon_threadsafe


class Stage:
    """An application that works for as long as a test lets time pass, and a clock that moves when the test says so."""

    def __init__(self) -> None:
        self.clock = FakeTimerLoop()
        self.channel = FakeChannel()
        self.channel.loop = _Loop(self.clock)  # type: ignore[assignment]
        self.wheel = Wheel(self.channel.loop, self.clock.read)
        self.works_s = 100.0
        self.scopes: list[Any] = []

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        self.scopes.append(scope)
        if scope["type"] != "http":
            return
        await receive()
        await self.work()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    async def work(self) -> None:
        await asyncio.sleep(0)
        self.clock.advance(round(self.works_s * S))

    async def ask(self, app: Any, *, method: str = "GET", **members: Any) -> Reply:
        for one in _all_of(app):
            one._keeper.move(self.channel.loop, self.wheel)
        headers = members.pop("headers", [(b"user-agent", b"curl/8.0")])
        members.setdefault("channel", self.channel)
        return await ask(app, scope_of(members.pop("target", "/"), method=method, headers=headers, **members))

    @property
    def sent(self) -> int:
        return len(self.channel.pushed)


def _all_of(app: Any) -> Iterator[KeepAlive]:
    if isinstance(app, KeepAlive):
        yield app
        yield from _all_of(app._app)
        for one in app._served._apps.values() if app._served is not None else ():
            yield from _all_of(one.args[0] if isinstance(one, functools.partial) else one)


@pytest.fixture
async def stage() -> Stage:
    return Stage()


async def test_a_long_request_gets_interim_responses_and_its_answer_is_untouched(stage: Stage) -> None:
    reply = await stage.ask(KeepAlive(stage.app, path="direct"))
    assert stage.channel.pushed == [(102, [])] * 4
    assert (reply.status, reply.content, len(reply.messages)) == (200, b"done", 2)
    assert len(stage.wheel) == 0


async def test_a_short_request_gets_none_and_leaves_nothing_behind(stage: Stage) -> None:
    stage.works_s = 14
    await stage.ask(KeepAlive(stage.app, path="direct"))
    stage.clock.advance(999 * S)
    assert stage.sent == 0
    assert len(stage.wheel) == 0


async def test_the_settings_are_those_given(stage: Stage) -> None:
    app = KeepAlive(stage.app, path="direct", first_after_s=1, every_s=2, max_interims=9, status=103, clients="all")
    await stage.ask(app, headers=[(b"user-agent", b"MySDK/1.0")])
    assert stage.channel.pushed == [(103, [])] * 9


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({}, {"path": "unknown"}),
        ({"method": "HEAD"}, {}),
        ({"http_version": "1.0"}, {}),
        ({"headers": [(b"user-agent", b"python-requests/2.31")]}, {}),
        ({"headers": []}, {}),
        ({}, {"allow": lambda _scope: False}),
        ({}, {"routes": {"/": None}}),
    ],
)
async def test_who_must_not_get_any_gets_none(stage: Stage, members: dict[str, Any], words: dict[str, Any]) -> None:
    reply = await stage.ask(KeepAlive(stage.app, **{"path": "direct", "clients": "all", **words}), **members)
    assert (stage.sent, reply.content) == (0, b"done")


async def test_an_upload_gets_none_until_its_content_is_read(stage: Stage) -> None:
    seen: list[int] = []

    async def slow(_scope: Any, receive: Any, send: Any) -> None:
        await stage.work()
        seen.append(stage.sent)
        stage.channel.unread = False
        await stage.app({"type": "http"}, receive, send)

    stage.channel.unread = True

    headers = [(b"user-agent", b"curl/8.0"), (b"content-length", b"1")]
    await stage.ask(KeepAlive(slow, path="direct"), method="POST", headers=headers)
    assert (seen, stage.sent) == ([0], 4)


async def test_what_the_application_raises_passes_through_and_leaves_nothing_behind(stage: Stage) -> None:
    async def failing(_scope: Any, _receive: Any, _send: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await stage.ask(KeepAlive(failing, path="direct"))
    stage.clock.advance(999 * S)
    assert (stage.sent, len(stage.wheel)) == (0, 0)


async def test_what_is_no_request_passes_through(stage: Stage) -> None:
    app = KeepAlive(stage.app, path="direct")
    for kind in ("lifespan", "websocket"):
        await app({"type": kind}, _nothing, _nothing)
    assert [scope["type"] for scope in stage.scopes] == ["lifespan", "websocket"]


async def _nothing(*_: Any) -> Any:
    return None


async def test_routes_have_settings_of_their_own(stage: Stage) -> None:
    app = KeepAlive(stage.app, routes={"/reports": {"path": "direct", "max_interims": 2}})
    await stage.ask(app, target="/other")
    assert stage.sent == 0
    await stage.ask(app, target="/reports/7")
    assert stage.sent == 2


async def test_an_interim_response_of_the_application_begins_the_silence_anew(stage: Stage) -> None:
    stage.works_s = 10

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await stage.work()
        # As from the event loop of the request, which is a fake here.
        stage.channel.loop = asyncio.get_running_loop()
        send_interim(scope, 103, [("link", "</a>")])
        await stage.app(scope, receive, send)

    await stage.ask(KeepAlive(app, path="direct"))
    assert stage.channel.pushed == [(103, [(b"link", b"</a>")])]


class TestNested:
    async def test_the_inner_one_sends_and_the_outer_does_not(self, stage: Stage) -> None:
        inner = KeepAlive(stage.app, path="direct", status=103)
        await stage.ask(KeepAlive(inner, path="direct"))
        assert stage.channel.pushed == [(103, [])] * 4

    async def test_an_inner_one_with_nothing_declared_leaves_it_to_the_outer(self, stage: Stage) -> None:
        await stage.ask(KeepAlive(KeepAlive(stage.app), path="direct"))
        assert stage.channel.pushed == [(102, [])] * 4

    async def test_who_claims_the_request_inside_is_the_only_one(self, stage: Stage) -> None:
        holder = Holder()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            former = holding_of(scope)
            assert former is not None
            assert former.policy is not None
            assert former.policy.path == "direct"
            claim(scope, holder)
            await stage.app(scope, receive, send)

        await stage.ask(KeepAlive(app, path="direct"))
        assert stage.sent == 0
        assert holder.told == []


class TestStartUp:
    async def start(self, app: App) -> None:
        for _ in range(2):
            await app({"type": "lifespan"}, _nothing, _nothing)

    async def test_an_unknown_path_is_one_line_that_says_why_and_what_to_set(
        self, stage: Stage, caplog: pytest.LogCaptureFixture
    ) -> None:
        await self.start(KeepAlive(stage.app))
        (record,) = caplog.records
        assert record.levelno == logging.WARNING
        for part in ("nothing", "unknown", "nginx", 'path="direct"', "--path direct", "docs/keepalive.md"):
            assert part in record.getMessage()

    async def test_without_a_lifespan_the_first_request_brings_it(
        self, stage: Stage, caplog: pytest.LogCaptureFixture
    ) -> None:
        app = KeepAlive(stage.app)
        await stage.ask(app)
        await stage.ask(app)
        assert len(caplog.records) == 1

    async def test_a_declared_path_is_no_line(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        await self.start(KeepAlive(stage.app, path="direct"))
        assert not caplog.records

    async def test_a_server_without_a_channel_is_one_line(self, stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
        app = KeepAlive(stage.app, path="direct")
        for _ in range(2):
            reply = await stage.ask(app, channel=None)
            assert reply.content == b"done"
        (record,) = caplog.records
        assert "interim run" in record.getMessage()

    @pytest.mark.parametrize(
        "words", [{"path": "nginx"}, {"first_after_s": -1}, {"routes": {"x": None}}, {"body": "x"}], ids=str
    )
    def test_a_bad_setting_is_refused(self, words: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput):
            KeepAlive(_nothing, **words)


class TestTheDecorator:
    async def test_an_endpoint_has_settings_of_its_own(self, stage: Stage) -> None:
        @keepalive(first_after_s=1, every_s=1, max_interims=7)
        async def endpoint(seconds: int) -> str:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            stage.clock.advance(seconds * S)
            return "done"

        async def app(scope: Any, receive: Any, send: Any) -> None:
            assert await endpoint(5) == "done"
            stage.works_s = 0
            await stage.app(scope, receive, send)

        await stage.ask(KeepAlive(app, path="direct"))
        assert stage.sent == 5

    async def test_a_plain_function_keeps_its_name_and_signature(self, stage: Stage) -> None:
        @keepalive(max_interims=1)
        def endpoint(a: int, *, b: str) -> str:
            return f"{a}{b}"

        async def app(scope: Any, receive: Any, send: Any) -> None:
            assert await asyncio.to_thread(endpoint, 1, b="x") == "1x"
            await stage.app(scope, receive, send)

        assert list(inspect.signature(endpoint).parameters) == ["a", "b"]
        assert endpoint.__name__ == "endpoint"
        await stage.ask(KeepAlive(app, path="direct"))
        assert stage.sent == 1

    async def test_a_callable_object_is_awaited(self) -> None:
        class Endpoint:
            async def __call__(self) -> str:
                return "done"

        assert await keepalive(max_interims=1)(Endpoint())() == "done"

    async def test_it_can_declare_the_path_of_its_endpoint_alone(self, stage: Stage) -> None:
        @keepalive(path="direct")
        async def endpoint() -> None:
            await stage.work()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            if scope["path"] == "/direct":
                await endpoint()
            await stage.app(scope, receive, send)

        kept = KeepAlive(app)
        await stage.ask(kept)
        assert stage.sent == 0
        await stage.ask(kept, target="/direct")
        assert stage.sent == 4

    async def test_it_changes_nothing_of_what_somebody_else_holds(self, stage: Stage) -> None:
        @keepalive(first_after_s=1)
        async def endpoint() -> None:
            await stage.work()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            claim(scope, Holder())
            await endpoint()
            await stage.app(scope, receive, send)

        await stage.ask(KeepAlive(app, path="direct"))
        assert stage.sent == 0

    async def test_without_a_keepalive_around_it_says_so(self, caplog: pytest.LogCaptureFixture) -> None:
        @keepalive(every_s=5)
        async def endpoint() -> str:
            return "done"

        assert await endpoint() == "done"
        (record,) = caplog.records
        assert "endpoint" in record.getMessage()

    @pytest.mark.parametrize("words", [{"body": "json-space"}, {"every": 3}, {"every_s": 0}], ids=str)
    def test_a_bad_setting_is_refused_where_it_is_written(self, words: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput):
            keepalive(**words)


class TestContentInstead:
    async def test_json_space_is_for_those_whom_it_suits(self, stage: Stage) -> None:
        app = KeepAlive(stage.app, routes={"/json": {"body": "json-space", "first_after_s": 0}})
        for method in ("GET", "HEAD"):
            reply = await stage.ask(app, target="/json", method=method, channel=None)
            assert (reply.status, reply.content) == (200, b"done")

    async def test_sse_comments_go_beside_interim_responses(self, stage: Stage) -> None:
        reply = await stage.ask(KeepAlive(stage.app, path="direct", body="sse-comment"))
        assert (stage.sent, reply.content) == (4, b"done")
