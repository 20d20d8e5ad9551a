import pytest

from interim.errors import InvalidInput
from interim.protocol.pacing import Step
from interim.simulator.config import Config
from interim.simulator.durations import Span
from interim.simulator.parse import parse_scenario
from interim.simulator.scenario import Drip, Expect, Fault, Rate, Scenario

MS = 1_000_000
CONFIG = Config()


def parse(spec: str, query: str = "", config: Config = CONFIG) -> Scenario:
    return parse_scenario(spec, query.encode(), config)


def test_a_code_alone_asks_for_nothing_else() -> None:
    scenario = parse("503")
    assert scenario.asked is scenario.final
    assert scenario.asked.codes == (503,)
    assert not scenario.prelude
    assert not scenario.slow
    assert not scenario.chancy
    assert scenario.strict


def test_the_spec_may_be_percent_encoded() -> None:
    assert parse("200%2C500").asked.codes == (200, 500)


def test_a_1xx_in_the_path_is_followed_by_a_final_response() -> None:
    scenario = parse("102", "count=3&interval=1s&final=201")
    assert scenario.script(102) == (Step(status=102, count=3, gap_ns=1000 * MS),)
    assert scenario.final.codes == (201,)
    assert parse("103").final.codes == (200,)


def test_interims_of_the_query_come_before_those_of_the_path() -> None:
    assert [step.status for step in parse("102", "interim=103").script(102)] == [103, 102]


def test_every_parameter_reaches_the_scenario() -> None:
    scenario = parse(
        "200",
        "interim=103*2@50ms&header.103=Link:</a>&sleep=100-900&sleep_after_headers=2s&drip=10@5&b64=aGk&type=text/csv"
        "&header=X-A:1&retry_after=7&location=/x&allow=get,%20put&etag=v1&cache=max-age=3&expect=delay:1s&strict=0&seed=s"
        "&seq=500,200&rate=5/2s&key=k&fault=truncate",
    )
    assert scenario.steps == (Step(status=103, count=2, gap_ns=50 * MS),)
    assert scenario.explicit
    assert scenario.interim_lines == {103: ((b"link", b"</a>"),)}
    assert scenario.sleep == Span(low_ns=100 * MS, high_ns=900 * MS)
    assert scenario.sleep_after_headers.low_ns == 2000 * MS
    assert scenario.drip == Drip(size_bytes=10, gap_ns=5 * MS)
    assert (scenario.content, scenario.media_type, scenario.textual) == (b"hi", "text/csv", False)
    assert scenario.lines == (
        (b"x-a", b"1"),
        (b"retry-after", b"7"),
        (b"location", b"/x"),
        (b"allow", b"get, put"),
    )
    assert (scenario.etag, scenario.cache) == ('"v1"', "max-age=3")
    assert (scenario.expect, scenario.expect_delay_ns) == (Expect.DELAY, 1000 * MS)
    assert not scenario.strict
    assert scenario.seed == "s"
    assert (scenario.sequence, scenario.rate, scenario.key) == ((500, 200), Rate(limit=5, window_ns=2000 * MS), "k")
    assert scenario.fault is Fault.TRUNCATE
    assert scenario.length_bytes == 2


@pytest.mark.parametrize(
    ("spec", "query", "parameter"),
    [
        ("5,7", "", "status"),
        ("%zz", "", "status"),
        ("999", "", "status"),
        ("200", "unknown=1", "unknown"),
        ("200", "count=1", "count"),
        ("200", "interval=1", "interval"),
        ("200", "final=200", "final"),
        ("101", "count=2", "count"),
        ("102", "count=0", "count"),
        ("102", "count=301", "count"),
        ("102", "count=x", "count"),
        ("102", "count=300&interim=103", "interim"),
        ("102", "final=103", "final"),
        ("102", "final=200&seq=200&key=k", "final"),
        ("102", "interval=61s", "interval"),
        ("102", "count=7&interval=10s", "count"),
        ("200", "sleep=1&delay=1", "delay"),
        ("200", "sleep=61s", "sleep"),
        ("200", "delay=61s", "delay"),
        ("200", "interim=102*6@10s&sleep=1s", "sleep"),
        ("200", "sleep=31s&sleep_after_headers=30s", "sleep"),
        ("200", "sleep_after_headers=30s&expect=delay:31s", "sleep_after_headers"),
        ("200", "drip=10", "drip"),
        ("200", "drip=0@1s", "drip"),
        ("200", "drip=1@x", "drip"),
        ("200", "body=a&size=1", "size"),
        ("200", "b64=%25", "b64"),
        ("200", "b64=a", "b64"),
        ("200", "size=99999999", "size"),
        ("200", "size=-1", "size"),
        ("200", "type=text", "type"),
        ("200", "type=text/x%0d%0aa:b", "type"),
        ("200", "retry_after=soon", "retry_after"),
        ("200", "retry_after=Xxx,%2099%20Abc%202026%2099:99:99%20GMT", "retry_after"),
        ("200", "location=//evil.example", "location"),
        ("200", "header=Location:http://evil.example", "header"),
        ("200", "header=nothing", "header"),
        ("200", "header=a:b%0d%0ac:d", "header"),
        ("200", "allow=a%20b", "allow"),
        ("200", "etag=%22a", "etag"),
        ("200", "etag=a%00b", "etag"),
        ("200", "cache=", "cache"),
        ("200", "cache=a%0db", "cache"),
        ("200", "cache=%E2%82%AC", "cache"),
        ("200", "expect=200", "expect"),
        ("200", "expect=delay", "expect"),
        ("200", "expect=delay:x", "expect"),
        ("200", "strict=yes", "strict"),
        ("200", "seed=", "seed"),
        ("200", "seq=500,200", "key"),
        ("200", "rate=5/2s", "key"),
        ("200", "key=k", "key"),
        ("200", "seq=500,102&key=k", "seq"),
        ("200", "rate=5&key=k", "rate"),
        ("200", "rate=0/1s&key=k", "rate"),
        ("200", "rate=5/0&key=k", "rate"),
        ("200", "rate=9999/1s&key=k", "rate"),
        ("200", "rate=5/2s&key=" + "k" * 129, "key"),
        ("200", "fault=fire", "fault"),
        ("101", "fault=reset", "fault"),
        ("200", "fault=interim_flood&count=10001", "count"),
        ("200", "header.103=link:x", "header.103"),
        ("103", "header.103=Content-Length:1", "header.103"),
        ("101", "header.101=a:b", "header.101"),
    ],
)
def test_what_cannot_be_used_is_named(spec: str, query: str, parameter: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(spec, query)
    assert caught.value.parameter == parameter
    assert caught.value.allowed


def test_a_body_over_the_limit_is_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 3 octets"):
        parse("200", "body=abcd", Config(max_body_bytes=3))


def test_base64_may_be_url_safe_and_lose_its_plus_signs() -> None:
    for text in ("-_8=", "%2B/8=", "+/8=", "-_8"):
        assert parse("200", f"b64={text}").content == b"\xfb\xff"


def test_a_flood_takes_its_count_and_its_own_limit() -> None:
    assert parse("200", "fault=interim_flood").flood == 1000
    assert parse("102", "fault=interim_flood&count=5000").flood == 5000
    assert parse("200", "fault=interim_flood", Config(max_flood_interims=7)).flood == 7


def test_a_fault_of_102_takes_its_fields() -> None:
    assert parse("200", "fault=late_interim&header.102=x:y").interim_lines == {102: ((b"x", b"y"),)}


@pytest.mark.parametrize("etag", ['"v"', 'W/"v"', '""'])
def test_an_entity_tag_is_kept_as_it_is(etag: str) -> None:
    assert parse("200", f"etag={etag}").etag == etag


def test_a_date_is_a_retry_after() -> None:
    date = "Sun, 06 Nov 2044 08:49:37 GMT"
    assert parse("503", "retry_after=" + date.replace(" ", "%20")).lines == ((b"retry-after", date.encode()),)


def test_no_methods_can_be_allowed() -> None:
    assert parse("405", "allow=").lines == ((b"allow", b""),)


def test_600_to_999_come_with_strict_0() -> None:
    assert parse("999", "strict=0").final.codes == (999,)
    assert parse("102", "strict=0&final=700").final.codes == (700,)
    assert parse("200", "strict=0&seq=700&key=k").sequence == (700,)
