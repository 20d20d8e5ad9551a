import asyncio
from typing import Any

import pytest

from interim.asgi.channel import EARLY_HINT, INFORMATIONAL, Pushed
from interim.simulator import Config, create_app
from interim.simulator.site import NoMetrics
from tests.fakes.asgi import Reply, ask, get, scope_of
from tests.fakes.channel import FakeChannel

APP = create_app(Config(max_body_bytes=10))


class Counting(NoMetrics):
    def __init__(self) -> None:
        self.answers: list[int] = []
        self.outcomes: list[Pushed] = []
        self.now_held = 0
        self.most_held = 0
        self.holding = asyncio.Event()

    def answered(self, status: int) -> None:
        self.answers.append(status)

    def interim(self, pushed: Pushed) -> None:
        self.outcomes.append(pushed)

    def held(self, delta: int) -> None:
        self.now_held += delta
        self.holding.set()
        self.most_held = max(self.most_held, self.now_held)


def sent(reply: Reply) -> Any:
    return reply.json()["sent"]


@pytest.mark.parametrize("code", [100, 102, 103, 104, 150])
async def test_a_1xx_of_the_path_is_played_before_the_final_response(code: int) -> None:
    channel = FakeChannel()
    reply = await get(APP, f"/api/status/{code}?count=2&interval=20&final=404", channel=channel)
    assert channel.pushed == [(code, []), (code, [])]
    assert reply.status == 404
    assert reply.get("x-simulated-status") == str(code)
    assert reply.json()["status"]["code"] == code
    first, second = sent(reply)["interims"]
    assert first["at_ms"] < 15
    assert 20 <= second["at_ms"] < 200
    assert 40 <= sent(reply)["delay_ms"] < 400


async def test_interims_precede_any_code_with_their_fields() -> None:
    channel = FakeChannel()
    reply = await get(APP, "/api/status/503?interim=103,102*2@10&header.103=Link:</a>", channel=channel)
    assert channel.pushed == [(103, [(b"link", b"</a>")]), (102, []), (102, [])]
    assert reply.status == 503
    assert sent(reply)["interim_count"] == 3


async def test_all_metrics_are_told() -> None:
    metrics = Counting()
    app = create_app(Config(), metrics=metrics)
    await get(app, "/api/status/102?interval=10")
    await get(app, "/api/status/503")
    await get(app, "/api/status/5,7")
    assert metrics.answers == [200, 503, 400]
    assert metrics.outcomes == [Pushed.SENT]
    assert (metrics.now_held, metrics.most_held) == (0, 1)


async def test_a_sleep_delays_the_final_response() -> None:
    reply = await get(APP, "/api/status/200?sleep=20-30")
    assert sent(reply)["delay_ms"] >= 20


async def test_to_http_1_0_interims_are_withheld_and_a_note_says_so() -> None:
    channel = FakeChannel(http_version="1.0")
    reply = await get(APP, "/api/status/102?count=2", http_version="1.0", channel=channel)
    assert channel.pushed == []
    assert reply.json()["notes"] == ["HTTP/1.0 client: interims withheld, RFC 9110 §15.2"]
    assert [item["outcome"] for item in sent(reply)["interims"]] == ["withheld", "withheld"]


async def test_to_a_client_that_does_not_read_they_are_dropped() -> None:
    channel = FakeChannel()
    channel.write_paused = True
    reply = await get(APP, "/api/status/102?count=3", channel=channel)
    assert reply.json()["notes"] == ["3 of the interims were dropped: the client did not read"]


async def test_a_client_that_leaves_gets_nothing_more() -> None:
    metrics = Counting()
    app = create_app(Config(), metrics=metrics)
    channel = FakeChannel()
    channel.loop.call_later(0.03, channel.leave)
    reply = await get(app, "/api/status/102?count=100&interval=100", channel=channel)
    assert reply.messages == []
    assert (metrics.answers, metrics.now_held) == ([], 0)


async def test_a_server_that_shuts_down_answers_at_once() -> None:
    channel = FakeChannel()
    channel.loop.call_later(0.03, channel.drain)
    reply = await get(APP, "/api/status/102?count=2&interval=25s", channel=channel)
    assert reply.status == 200
    assert sent(reply)["interim_count"] == 1
    (note,) = reply.json()["notes"]
    assert note.startswith("the server is shutting down: the hold was cut short after ")


async def test_as_many_as_allowed_are_held() -> None:
    metrics = Counting()
    app = create_app(Config(max_sleepers=1), metrics=metrics)
    channel = FakeChannel()
    async with asyncio.TaskGroup() as group:
        held = group.create_task(get(app, "/api/status/200?sleep=20s", channel=channel))
        await asyncio.wait_for(metrics.holding.wait(), 5)
        refused = await get(app, "/api/status/200?sleep=20s")
        assert (await get(app, "/api/status/200")).status == 200
        channel.drain()
    assert refused.status == 429
    assert refused.get("retry-after") == "1"
    assert refused.get("x-simulated-status") is None
    assert held.result().status == 200
    assert app.site.sleepers == 0


async def test_chance_is_repeatable_with_a_seed() -> None:
    answers = {(await get(APP, "/api/status/200,500?seed=7")).status for _ in range(20)}
    assert len(answers) == 1
    answers = {(await get(APP, "/api/status/200,500")).status for _ in range(60)}
    assert answers == {200, 500}
    marks = {(await get(APP, "/api/status/102,103")).get("x-simulated-status") for _ in range(60)}
    assert marks == {"102", "103"}


async def test_a_sequence_goes_on_with_each_request_of_its_key() -> None:
    app = create_app(Config())
    answers = [(await get(app, "/api/status/200?seq=500,503,200&key=a")) for _ in range(4)]
    assert [answer.status for answer in answers] == [500, 503, 200, 200]
    assert answers[1].get("x-simulated-status") == "503"
    assert answers[1].get("retry-after") == "5"
    assert (await get(app, "/api/status/200?seq=500,503,200&key=b")).status == 500
    after = await get(app, "/api/status/102?seq=500&key=c")
    assert (after.status, after.get("x-simulated-status")) == (500, "102")
    app.site.close()


async def test_over_its_rate_a_key_gets_429() -> None:
    app = create_app(Config())
    answers = [await get(app, "/api/status/200?rate=2/60s&key=a") for _ in range(3)]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].get("retry-after") or 0) <= 60
    assert answers[2].get("x-simulated-status") == "429"
    app.site.close()


EXPECTING = [(b"expect", b"100-continue"), (b"content-length", b"3")]


def posted(query: str, **members: Any) -> Any:
    members.setdefault("channel", FakeChannel())
    members.setdefault("headers", EXPECTING)
    return scope_of(f"/api/status/200{query}", method="POST", **members)


async def test_expect_417_refuses_without_reading() -> None:
    content = [b"abc"]
    reply = await ask(APP, posted("?expect=417"), content)
    assert reply.status == 417
    assert reply.get("connection") == "close"
    assert reply.get("x-simulated-status") == "417"
    on_h2 = await ask(APP, posted("?expect=417", http_version="2", channel=FakeChannel(http_version="2")), content)
    assert (on_h2.status, on_h2.get("connection")) == (417, None)


async def test_expect_417_means_nothing_to_a_request_that_expects_nothing() -> None:
    reply = await ask(APP, posted("?expect=417", headers=[(b"content-length", b"3")]), [b"abc"])
    assert reply.status == 200


async def test_expect_100_reads_at_once_and_a_delay_later() -> None:
    for query in ("", "?expect=100", "?expect=delay:20"):
        reply = await ask(APP, posted(query), [b"ab", b"c"])
        assert reply.json()["request"]["content_bytes"] == 3


async def test_a_client_may_leave_before_its_content_is_read() -> None:
    channel = FakeChannel()
    channel.loop.call_later(0.01, channel.leave)
    assert (await ask(APP, posted("?expect=delay:20s", channel=channel), [b"abc"])).messages == []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        raise AssertionError(message)

    await APP(posted(""), receive, send)


async def test_a_delay_of_the_100_needs_a_channel() -> None:
    reply = await ask(APP, posted("?expect=delay:20", channel=None), [b"abc"])
    assert reply.status == 501
    assert reply.json()["parameter"] == "expect"


async def test_too_much_content_is_refused() -> None:
    reply = await ask(APP, posted("", headers=[(b"content-length", b"11")]), [b"abcdefghijk"])
    assert (reply.status, reply.get("connection")) == (413, "close")
    assert reply.json()["limit"] == "max_body_bytes"


@pytest.mark.parametrize(
    ("version", "headers", "word"),
    [
        ("1.1", [], "send a WebSocket handshake"),
        ("1.1", [(b"upgrade", b"h2c")], "send a WebSocket handshake"),
        ("1.1", [(b"upgrade", b"WebSocket")], "did not take"),
        ("1.0", [(b"upgrade", b"websocket")], "HTTP/1.0"),
        ("2", [], "RFC 9113"),
    ],
)
async def test_101_without_a_handshake_is_426_and_says_why(version: str, headers: Any, word: str) -> None:
    reply = await get(APP, "/api/status/101", http_version=version, headers=headers)
    assert reply.status == 426
    assert reply.get("upgrade") == (None if version == "2" else "websocket")
    assert reply.get("x-simulated-status") == "101"
    assert word in reply.json()["notes"][0]


async def test_a_server_with_the_native_event_is_sent_events() -> None:
    scope = scope_of("/api/status/503?interim=102*2@10", extensions={INFORMATIONAL: {}})
    reply = await ask(APP, scope)
    kinds = [message["type"] for message in reply.messages]
    assert kinds == [INFORMATIONAL, INFORMATIONAL, "http.response.start", "http.response.body"]
    assert sent(reply)["interim_count"] == 2
    assert sent(reply)["delay_ms"] >= 20


async def test_a_client_of_such_a_server_may_leave() -> None:
    scope = scope_of("/api/status/503?interim=102*2@20s", extensions={INFORMATIONAL: {}})
    messages: list[dict[str, Any]] = []
    waiting = [{"type": "http.request"}, {"type": "http.disconnect"}]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await APP(scope, receive, send)
    assert all(message["type"] == INFORMATIONAL for message in messages)


async def test_a_server_with_early_hints_alone_is_sent_103() -> None:
    scope = scope_of("/api/status/103?header.103=link:</a>", extensions={EARLY_HINT: {}})
    reply = await ask(APP, scope)
    assert reply.messages[0] == {"type": EARLY_HINT, "links": [b"</a>"]}
    refused = await ask(APP, scope_of("/api/status/200?interim=103&header.103=x:y", extensions={EARLY_HINT: {}}))
    assert refused.status == 501


async def test_a_server_without_any_way_says_so() -> None:
    reply = await get(APP, "/api/status/102?count=2&interval=10", extensions={})
    assert reply.status == 200
    assert sent(reply)["interim_count"] == 0
    assert sent(reply)["delay_ms"] >= 20
    assert reply.json()["notes"] == ["this server cannot send interim responses, so none were sent"]
    refused = await get(APP, "/api/status/200?interim=102", extensions={})
    assert refused.status == 501
    assert refused.json()["parameter"] == "interim"


async def test_a_code_above_599_needs_a_server_of_ours() -> None:
    assert (await get(APP, "/api/status/700?strict=0")).status == 700
    assert (await get(APP, "/api/status/700?strict=0", extensions={})).status == 501


async def test_the_fields_of_httpstat_us_are_obeyed() -> None:
    headers = [(b"x-httpstatus-suppressbody", b"true"), (b"x-httpstatus-response-x-a", b"1")]
    reply = await get(APP, "/status/503", headers=headers)
    assert (reply.status, reply.content, reply.get("x-a"), reply.get("content-length")) == (503, b"", "1", "0")
    assert reply.get("x-sim-info")
    assert (await get(APP, "/status/503", headers=[(b"x-httpstatus-sleep", b"x")])).status == 400


async def test_a_long_url_is_played_without_being_kept() -> None:
    text = "x" * 1000
    assert (await get(create_app(), f"/api/status/200?body={text}")).content == text.encode()
