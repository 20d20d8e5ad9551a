import time

import pytest

from interim.exchange.fields import Fields
from interim.protocol.recognition import Path, Standing, recognise, recognise_path
from tests.fakes.user_agents import CHROMIUM, SENT_BY

BREAK = {"python-urllib-request", "urllib3", "requests", "httplib2", "java-httpurlconnection"}


def path(*lines: tuple[str, str]) -> Path:
    return recognise_path(Fields.of(lines))


@pytest.mark.parametrize(("peer", "value"), SENT_BY, ids=lambda part: part)
def test_a_real_client_stands_as_it_was_measured(peer: str, value: str) -> None:
    client = recognise(value, browser=True)
    expected = Standing.BREAKS if peer in BREAK else Standing.UNKNOWN if peer == "aiohttp" else Standing.GOOD
    assert client.standing is expected
    assert client.reason


@pytest.mark.parametrize("value", [None, "", " "])
def test_a_client_without_a_name_breaks(value: str | None) -> None:
    assert recognise(value).standing is Standing.BREAKS


@pytest.mark.parametrize(
    "value",
    [
        "MySDK/1.0 python-requests/2.31.0",
        "MySDK/1.0 (PYTHON-REQUESTS/2.31.0; Linux)",
        "curl/8.0 python-urllib3/2.0",
        "Boto3/1.26 md/Botocore/1.29",
        "Java1.8.0_201",
        "agent Java/1.8.0_201 (x)",
    ],
)
def test_a_client_that_breaks_is_found_below_any_other_name(value: str) -> None:
    assert recognise(value, browser=True).standing is Standing.BREAKS


@pytest.mark.parametrize(
    "value",
    [
        "MySDK/1.0",
        "curl/8.0 MySDK/1.0",
        "MySDK/1.0 curl/8.0",
        "xcurl/8.0",
        "curl",
        "nodemailer",
        "my-python-requests/1",
        "Apache-HttpClient/4.5.13 (Java/11.0.20)",
        "Go-http-client/3.0",
        "x" * 500,
    ],
)
def test_what_is_not_exactly_the_value_of_a_known_client_is_unknown(value: str) -> None:
    client = recognise(value)
    assert client.standing is Standing.UNKNOWN
    assert len(client.reason) < 120


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        ("curl/7.33.0", Standing.GOOD),
        ("curl/7.32.9", Standing.UNKNOWN),
        ("curl/8.23.0-DEV", Standing.GOOD),
        ("curl/10.0", Standing.GOOD),
        ("python-httpx/0.27.2", Standing.UNKNOWN),
        ("python-httpx/1.0.0", Standing.GOOD),
        ("Java-http-client/11.0.2", Standing.UNKNOWN),
        ("Java-http-client/21", Standing.GOOD),
        ("Wget/1.20.3 (linux-gnu)", Standing.UNKNOWN),
    ],
)
def test_a_client_is_known_from_a_version_on(value: str, standing: Standing) -> None:
    assert recognise(value).standing is standing


@pytest.mark.parametrize(
    ("value", "limit"),
    [("curl/7.88.1", None), ("Go-http-client/1.1", 5), ("Java-http-client/17.0.15", 8), ("Tornado/6.6.1", 10)],
)
def test_a_limit_is_the_least_of_the_versions_that_it_may_be(value: str, limit: int | None) -> None:
    assert recognise(value).limit == limit


def test_a_browser_is_believed_with_the_fields_of_one() -> None:
    assert recognise(CHROMIUM).standing is Standing.UNKNOWN
    assert recognise(CHROMIUM, browser=True).standing is Standing.GOOD
    assert (
        recognise(CHROMIUM.replace("Safari/537.36", "Safari/537.36 Edg/156.0"), browser=True).standing
        is Standing.UNKNOWN
    )


def test_a_client_whose_timer_is_disarmed_is_not_good_and_the_reason_says_so() -> None:
    assert "disarms" in recognise("Python/3.11 aiohttp/3.14.5").reason


def test_a_request_that_tells_nothing_of_its_path_tells_nothing() -> None:
    assert path(("host", "x"), ("x-forwarded-for", "10.0.0.1")) == Path()


@pytest.mark.parametrize(
    ("via", "http10"),
    [
        ("1.0 fred", True),
        ("1.1 a, 1.0 b (c, d)", True),
        ("HTTP/1.0 vm (squid/5.7)", True),
        ("http/1.0 traffic_server[x] (y)", True),
        ("1.1 1.0", False),
        ("1.1 a (1.0 b, 1.0 c)", False),
        ("1.1 a, 2 b", False),
        ("1.0", False),
    ],
)
def test_via_tells_of_http10(via: str, http10: bool) -> None:
    assert path(("Via", via)).http10 is http10


@pytest.mark.parametrize(
    ("line", "breaks"),
    [
        (("X-Varnish", "32771"), "Varnish"),
        (("Via", "1.1 host (Varnish/7.7)"), "Varnish"),
        (("via", "1.1 a, http/1.1 ts[1] (ApacheTrafficServer/9.2.9)"), "Apache Traffic Server"),
        (("via", "1.1 vm (squid/5.7)"), ""),
    ],
)
def test_a_proxy_that_breaks_is_found(line: tuple[str, str], breaks: str) -> None:
    assert path(line).breaks == breaks


def test_the_least_limit_on_the_path_counts() -> None:
    assert path(("via", "1.1 x (Apache/2.4.71)")).limit == 9
    assert path(("via", "1.1 Caddy, 1.1 x (Apache/2.4.71)")).limit == 5


@pytest.mark.parametrize(
    ("line", "capped"),
    [
        (("CF-Ray", "x"), "cloudflare"),
        (("X-Amzn-Trace-Id", "x"), "aws-alb"),
        (("x-amzn-apigateway-api-id", "x"), "aws-api-gateway"),
        (("via", "1.1 vegur"), "heroku"),
        (("via", "1.1 heroku-router"), "heroku"),
        (("via", "1.1 google"), "google"),
        (("x-cloud-trace-context", "x"), "google"),
    ],
)
def test_a_capped_path_is_found(line: tuple[str, str], capped: str) -> None:
    assert [one.id for one in path(line).capped] == [capped]


@pytest.mark.parametrize("via", ["(" * 50_000, "(a,)" * 20_000, "(a" * 30_000 + ",", "a,(" * 30_000])
def test_no_via_takes_long(via: str) -> None:
    before = time.process_time_ns()
    path(("via", via))
    assert time.process_time_ns() - before < 1_000_000_000
