"""The whole grammar of the URLs: what it allows is played, what it does not is refused, and nothing else happens."""

import asyncio
from typing import Any
from urllib.parse import quote

from hypothesis import given, settings, strategies as st

from interim.codes.registry import registered
from interim.simulator import Config, create_app
from interim.simulator.config import SECOND_NS
from interim.simulator.parameters import PARAMETERS
from tests.fakes.asgi import Reply, Wire, ask, scope_of
from tests.fakes.channel import FakeChannel

CONFIG = Config(max_hold_ns=SECOND_NS // 50, max_flood_interims=50)
FINALS = st.sampled_from([status.code for status in registered() if status.code >= 200])
INTERIMS = st.sampled_from([100, 102, 103, 104, 150, 199])
TIMES = st.sampled_from(["0", "1", "1ms", "0.001s", "0-2", "1-2ms"])
TIME = st.sampled_from(["0", "1", "1ms", "0.001s"])
WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
TOKENS = st.text(alphabet="abcXYZ-019!", min_size=1, max_size=8)


def lists(codes: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    weighted = st.tuples(codes, st.sampled_from(["", ":0.5", ":2"])).map(lambda pair: f"{pair[0]}{pair[1]}")
    return st.lists(weighted, min_size=1, max_size=4).map(",".join)


def _interim(code: int, count: int, gap: str) -> str:
    return f"{code}*{count}@{gap}"


VALUES: dict[str, st.SearchStrategy[str]] = {
    "interim": st.lists(st.builds(_interim, INTERIMS, st.integers(1, 3), TIME), min_size=1, max_size=3).map(",".join),
    "expect": st.sampled_from(["100", "417", "delay:1"]),
    "sleep": TIMES,
    "sleep_after_headers": TIMES,
    "body": WORDS,
    "type": st.builds("{}/{}".format, TOKENS, TOKENS),
    "header": st.builds("X-{}: {}".format, TOKENS, st.text(alphabet="abc ;=é", max_size=9)),
    "retry_after": st.integers(0, 10**8).map(str),
    "location": st.text(alphabet="abc/?#", max_size=9).map(lambda text: "/x" + text),
    "allow": st.lists(TOKENS, max_size=3).map(",".join),
    "etag": TOKENS,
    "cache": st.sampled_from(["max-age=1", "no-cache", "private, max-age=0"]),
    "strict": st.sampled_from(["0", "1"]),
    "seed": st.text(alphabet="abc019é", min_size=1, max_size=9),
}


@st.composite
def urls(draw: st.DrawFn) -> tuple[str, str]:
    """A target that the grammar allows, and its spec."""
    spec = draw(st.one_of(FINALS.map(str), lists(FINALS), INTERIMS.map(str), lists(INTERIMS), st.just("500-504")))
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, max_size=5))
    pairs = [(name, draw(VALUES[name])) for name in names]
    if spec.startswith("1"):
        pairs += draw(st.sampled_from([[], [("count", "2"), ("interval", "1")], [("final", "404")]]))
    if draw(st.booleans()):
        pairs += draw(st.sampled_from([[("rate", "3/1s"), ("key", "k")], [("seq", "500,404"), ("key", "k")]]))
    if ("final", "404") in pairs:
        pairs = [pair for pair in pairs if pair[0] not in {"seq", "rate", "key"}]
    query = "&".join(f"{name}={quote(value)}" for name, value in pairs)
    tail = draw(st.sampled_from(["", "/", "/api/users/7"]))
    return f"/api/status/{quote(spec)}{tail}{'?' + query if query else ''}", spec


def play(target: str, method: str = "GET", config: Config = CONFIG, **members: Any) -> tuple[Reply, Wire]:
    app = create_app(config)
    wire = Wire()

    async def once() -> Reply:
        channel = FakeChannel(raw=wire)
        return await ask(app, scope_of(target, method=method, channel=channel, **members))

    try:
        return asyncio.run(once()), wire
    finally:
        app.site.close()


@settings(deadline=None)
@given(urls(), st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "BREW"]))
def test_what_the_grammar_allows_is_played(url: tuple[str, str], method: str) -> None:
    target, spec = url
    reply, _ = play(target, method)
    assert reply.complete, target
    mark = int(reply.get("x-simulated-status") or 0)
    assert mark, (target, reply.status, reply.content)
    assert str(mark) in spec or mark in {404, 417, 429} or 500 <= mark <= 504
    if reply.status >= 500:
        assert str(reply.status) in target or "500-504" in target or "seq" in target


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
GARBAGE = st.one_of(
    TEXTS.map(quote),
    st.text(alphabet="0123456789,:-*@.%&=?/;+ \x00\r\nabsm", max_size=30),
    st.binary(max_size=30).map(lambda octets: octets.decode("latin-1")),
)


@settings(deadline=None, max_examples=300)
@given(GARBAGE, GARBAGE)
def test_any_spec_and_query_are_played_or_refused(spec: str, query: str) -> None:
    spec = spec.replace("?", "%3F")
    reply, _ = play(f"/api/status/{spec}?{query}")
    assert reply.complete
    if reply.get("x-simulated-status") is None:
        assert reply.status == 400
        assert {"parameter", "got", "allowed"} <= reply.json().keys()


@settings(deadline=None, max_examples=500)
@given(
    st.sampled_from(["200", "102", "500,503", "101", "206", "204"]),
    st.lists(st.tuples(st.sampled_from([one.name for one in PARAMETERS] + ["header.103"]), GARBAGE), max_size=3),
)
def test_any_value_of_any_parameter_is_played_or_refused(spec: str, pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    reply, wire = play(f"/api/status/{spec}?{query}")
    if wire.ended:
        return
    assert reply.complete
    if reply.get("x-simulated-status") is None:
        assert reply.status == 400, reply.content
    for name, value in reply.fields:
        assert not set(name + value) & set(b"\r\n\x00")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"accept", b"range", b"if-none-match", b"if-match", b"if-range", b"x-httpstatus-sleep",
                             b"x-httpstatus-suppressbody", b"x-httpstatus-response-x-a", b"host", b"upgrade"]),
            st.binary(max_size=20),
        ),
        max_size=4,
    ),
    st.sampled_from(["200", "200?size=100&etag=v", "206", "404", "101"]),
)  # fmt: skip
def test_any_request_fields_are_played_or_refused(headers: list[tuple[bytes, bytes]], spec: str) -> None:
    reply, _ = play(f"/api/status/{spec}", headers=headers)
    assert reply.complete
    assert reply.status < 500
    if reply.get("x-simulated-status") is None:
        assert reply.status == 400
