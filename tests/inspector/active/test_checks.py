"""What each check asks, and why it asks nothing."""

from typing import Any

import pytest

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.catalogue import CHECKS
from interim.inspector.active.check import Ask, Skip
from tests.fakes.exchanges import final, get, post, request
from tests.fakes.recorder import URL, baseline

BY_NAME = {check.name: check for check in CHECKS}
OK = final(200, content=b"0123456789abcdef")


def asks(name: str, at: Baseline) -> list[Ask]:
    return [step for step in BY_NAME[name].plan(at) if isinstance(step, Ask)]


def skips(name: str, at: Baseline) -> dict[str, str]:
    return {step.name: step.reason for step in BY_NAME[name].plan(at) if isinstance(step, Skip)}


def test_every_check_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(CHECKS)


def test_every_ask_says_what_is_special_about_it() -> None:
    at = baseline(
        get(), final(200, 'ETag: "a"', "Accept-Ranges: bytes", "Access-Control-Allow-Origin: *", content=b"x")
    )
    steps = [step for name in BY_NAME for step in asks(name, at)]
    assert {step.probe for step in steps} >= {"head", "identity", "gzip", "etag", "range", "http10", "preflight"}
    assert all(step.detail for step in steps)


class TestEncoding:
    def test_asks_for_the_plain_and_the_compressed_form(self) -> None:
        identity, gzip = asks("encoding", baseline(get("accept-encoding: br"), OK))
        assert (identity.probe, gzip.probe) == ("identity", "gzip")
        assert identity.request.fields.get_all("Accept-Encoding") == ["identity"]
        assert gzip.request.fields.get_all("Accept-Encoding") == ["gzip"]

    def test_asks_with_head_too(self) -> None:
        assert len(asks("encoding", baseline(request("HEAD"), final(200)))) == 2

    @pytest.mark.parametrize(
        "at", [baseline(post(), OK), baseline(get(), final(404, content=b"x")), baseline(get(), final())]
    )
    def test_asks_nothing_where_nothing_is_negotiated(self, at: Baseline) -> None:
        assert not asks("encoding", at)
        assert list(skips("encoding", at)) == ["encoding"]


class TestConditional:
    def test_asks_with_each_validator_alone(self) -> None:
        at = baseline(
            get('If-None-Match: "old"', "Range: bytes=0-1", "If-Match: *", "X-A: 1"),
            final(200, 'ETag: W/"v1"', "Last-Modified: Sun, 22 Nov 2026 15:00:00 GMT"),
        )
        etag, modified = asks("conditional", at)
        assert etag.request.fields.to_json()[1:] == [["X-A", "1"], ["If-None-Match", 'W/"v1"']]
        assert modified.request.fields.to_json()[1:] == [
            ["X-A", "1"],
            ["If-Modified-Since", "Sun, 22 Nov 2026 15:00:00 GMT"],
        ]

    def test_says_which_validator_is_missing_or_none(self) -> None:
        assert list(skips("conditional", baseline(get(), final()))) == ["etag", "modified"]
        assert skips("conditional", baseline(get(), final(200, "ETag: v1", "Last-Modified: yesterday"))) == {
            "etag": "the ETag is no entity tag",
            "modified": "the Last-Modified is no date",
        }

    @pytest.mark.parametrize(
        "at", [baseline(post(), final(200, 'ETag: "a"')), baseline(get(), final(404, 'ETag: "a"'))]
    )
    def test_asks_nothing_where_no_304_can_come(self, at: Baseline) -> None:
        assert not asks("conditional", at)
        assert list(skips("conditional", at)) == ["conditional"]


class TestRanges:
    @pytest.mark.parametrize(
        ("content", "first", "bad"),
        [(b"x" * 100, "bytes=0-9", "bytes=100-109"), (b"abc", "bytes=0-2", "bytes=3-12")],
        ids=["long", "short"],
    )
    def test_asks_for_the_start_the_end_and_what_is_past_it(self, content: bytes, first: str, bad: str) -> None:
        at = baseline(
            get("Range: bytes=7-", 'If-Range: "a"'), final(200, "Accept-Ranges: none, Bytes", content=content)
        )
        assert [step.request.fields.get("Range") for step in asks("ranges", at)] == [first, "bytes=-5", bad]
        assert [step.probe for step in asks("ranges", at)] == ["range", "range-end", "range-bad"]
        assert all("If-Range" not in step.request.fields for step in asks("ranges", at))

    def test_counts_content_that_was_not_kept(self) -> None:
        at = baseline(get(), final(200, "Accept-Ranges: bytes", content=b"x", content_octets=1 << 30))
        assert asks("ranges", at)[2].detail == f"bytes={1 << 30}-{(1 << 30) + 9}"

    def test_takes_the_length_of_the_whole_from_a_206(self) -> None:
        at = baseline(get(), final(206, "Content-Range: bytes 0-1/50", content=b"ab"))
        assert [step.detail for step in asks("ranges", at)] == ["bytes=0-9", "bytes=-5", "bytes=50-59"]

    @pytest.mark.parametrize(
        "at",
        [
            baseline(request("HEAD"), final(200, "Accept-Ranges: bytes")),
            baseline(get(), OK),
            baseline(get(), final(200, "Accept-Ranges: none", content=b"x")),
            baseline(get(), final(200, "Accept-Ranges: bytes")),
            baseline(get(), final(206, "Content-Range: bytes 0-1/*", content=b"ab")),
            baseline(get(), final(206, content=b"ab")),
            baseline(get(), final(404, "Accept-Ranges: bytes", content=b"x")),
        ],
        ids=["head", "silent", "none", "empty", "unknown", "no-range", "404"],
    )
    def test_asks_nothing_where_no_range_was_promised(self, at: Baseline) -> None:
        assert not asks("ranges", at)
        assert list(skips("ranges", at)) == ["ranges"]


class TestHead:
    @pytest.mark.parametrize(("method", "probe", "twin"), [("GET", "head", "HEAD"), ("HEAD", "get", "GET")])
    def test_asks_for_the_twin(self, method: str, probe: str, twin: str) -> None:
        (step,) = asks("head", baseline(request(method, "X-A: 1"), OK))
        assert (step.probe, step.request.method) == (probe, twin)
        assert step.request.fields.get("X-A") == "1"

    @pytest.mark.parametrize("asked", [request("OPTIONS"), request("GET", content=b"x")], ids=["options", "content"])
    def test_asks_nothing_where_there_is_no_twin(self, asked: Any) -> None:
        assert list(skips("head", baseline(asked, OK))) == ["head"]


class TestVersions:
    @pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/2"])
    def test_the_same_over_http10(self, version: Any) -> None:
        at = baseline(get(version=version), OK)
        (step,) = asks("http10", at)
        assert (step.http, step.request) == ("1.0", at.request)

    def test_http10_itself_is_not_repeated(self) -> None:
        at = baseline(get(version="HTTP/1.0"), OK)
        assert list(skips("http10", at)) == ["http10"]
        assert list(skips("versions", at)) == ["versions"]

    def test_http2_is_compared_with_http11(self) -> None:
        (step,) = asks("versions", baseline(get(version="HTTP/2"), OK))
        assert (step.probe, step.http) == ("http11", "1.1")

    def test_http11_by_choice_is_compared_with_http2_over_tls(self) -> None:
        (step,) = asks("versions", baseline(get(), OK, url="https://example.test/x", http="1.1"))
        assert (step.probe, step.http) == ("http2", "2")

    def test_http2_is_not_tried_again_where_the_server_did_not_choose_it(self) -> None:
        assert "ALPN" in skips("versions", baseline(get(), OK, url="https://example.test/x"))["http2"]

    def test_http2_is_not_tried_without_tls(self) -> None:
        assert "TLS" in skips("versions", baseline(get(), OK))["http2"]


class TestExpect:
    def test_holds_the_content_back(self) -> None:
        (step,) = asks("expect", baseline(post(), OK, active="all"))
        assert step.expect
        assert step.request.content == b"abc"

    @pytest.mark.parametrize(
        "at",
        [
            baseline(get(), OK),
            baseline(post(), OK, expect=True),
            baseline(post("Expect: 100-continue"), OK),
            baseline(post(version="HTTP/1.0"), OK),
        ],
        ids=["no-content", "asked", "field", "http10"],
    )
    def test_asks_nothing_where_it_shows_nothing(self, at: Baseline) -> None:
        assert not asks("expect", at)
        assert list(skips("expect", at)) == ["expect"]


class TestCompare:
    def test_asks_the_other_url_for_the_same(self) -> None:
        (step,) = asks("compare", baseline(get("X-A: 1"), OK, compare="http://example.test/other?q"))
        assert step.target.url == "http://example.test/other?q"
        assert step.request.target == "/other?q"
        assert step.request.fields.get("X-A") == "1"

    def test_leaves_credentials_where_they_belong_and_says_so(self) -> None:
        at = baseline(get("Cookie: a=1"), OK, compare="http://origin.test/")
        (step,) = asks("compare", at)
        assert "Cookie" not in step.request.fields
        assert "without credentials" in skips("compare", at)["compare"]

    def test_is_quiet_when_it_was_not_asked_for(self) -> None:
        assert list(BY_NAME["compare"].plan(baseline(get(), OK))) == []

    def test_repeats_nothing_unsafe_unless_told_to(self) -> None:
        assert "not safe" in skips("compare", baseline(post(), OK, compare=URL))["compare"]
        assert asks("compare", baseline(post(), OK, compare=URL, active="all"))


class TestPreflight:
    def test_asks_as_a_browser_would(self) -> None:
        at = baseline(get("User-Agent: me", "Authorization: x"), final(200, "Access-Control-Allow-Origin: *"))
        (step,) = asks("preflight", at)
        assert step.request.method == "OPTIONS"
        assert step.request.fields.to_json() == [
            ["Host", "example.test"],
            ["User-Agent", "me"],
            ["Accept", "*/*"],
            ["Origin", "https://interim.example"],
            ["Access-Control-Request-Method", "GET"],
        ]

    def test_asks_for_the_origin_of_the_request(self) -> None:
        (step,) = asks("preflight", baseline(post("Origin: https://a.test"), OK, active="all"))
        assert step.request.fields.get("Origin") == "https://a.test"
        assert step.request.fields.get("Access-Control-Request-Method") == "POST"
        assert not step.request.content

    def test_asks_nothing_where_nothing_is_about_origins(self) -> None:
        assert list(skips("preflight", baseline(get(), OK))) == ["preflight"]

    def test_a_preflight_is_not_asked_for_one(self) -> None:
        asked = request("OPTIONS", "Origin: https://a.test", "Access-Control-Request-Method: PUT")
        assert "itself" in skips("preflight", baseline(asked, OK))["preflight"]
