"""Every code of the registry answers as the registry says it does, on HTTP/1.1 and HTTP/2."""

from typing import Any

import pytest

from interim.codes.registry import REGISTRY, reason_phrase
from interim.codes.status import ContentRule, Level, StatusCode
from tests.e2e.servers.wire import H1, H2, Answer

pytestmark = pytest.mark.e2e

CODES = [status for status in REGISTRY.values() if status.code != 101]
# What these ask for holds beside a 200 to the same request, of which there is none, or for several parts.
_CONDITIONAL = {"ETag", "Last-Modified", "Expires", "Content-Location", "Vary", "Preference-Applied"}
_NOT_ON_H2 = {"connection", "upgrade"}


def target_of(status: StatusCode) -> str:
    return f"/api/status/{status.code}{'?strict=0' if status.code > 599 else ''}"


def check(status: StatusCode, answer: Answer, *, http2: bool, method: str) -> None:
    code = status.code
    if status.interim:
        assert answer.statuses == [code, 200]
        status = REGISTRY[200]
    else:
        assert answer.statuses == [code]
    if not http2:
        assert answer.reason.decode() == reason_phrase(status.code)
    assert answer.ended
    assert answer.headers[b"x-simulated-status"] == str(code).encode()
    assert answer.headers[b"cache-control"] == b"no-store"
    check_content(status, answer, method=method)
    for rule in status.fields:
        name = rule.name.lower()
        demanded = rule.level in {Level.MUST, Level.SHOULD, Level.EXPECTED} or name == "retry-after"
        if demanded and code <= 599 and rule.name not in _CONDITIONAL and not (http2 and name in _NOT_ON_H2):
            bodiless = method == "HEAD" and name == "content-type"
            assert bodiless or name.encode() in answer.headers, f"{code} without {rule.name} ({rule.clause})"


def check_content(status: StatusCode, answer: Answer, *, method: str) -> None:
    length = answer.headers.get(b"content-length")
    if status.content is ContentRule.FORBIDDEN:
        assert (answer.content, length) == (b"", None)
        assert b"transfer-encoding" not in answer.headers
        assert b"x-sim-info" in answer.headers
    elif status.content is ContentRule.MUST_BE_EMPTY:
        assert (answer.content, length) == (b"", b"0")
        assert b"x-sim-info" in answer.headers
    elif method == "HEAD":
        assert answer.content == b""
        assert b"x-sim-info" in answer.headers
    else:
        assert length == str(len(answer.content)).encode()
        assert answer.content


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("status", CODES, ids=[str(status.code) for status in CODES])
def test_on_http_1_1(simulator: Any, status: StatusCode, method: str) -> None:
    with H1(simulator) as client:
        client.request(target_of(status), method=method)
        answer = client.answer(method)
        check(status, answer, http2=False, method=method)
        if answer.headers.get(b"connection") != b"close":
            # Framing was right: the connection serves the next one.
            client.request("/api/status/200")
            assert client.answer().status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_on_http2(h2_simulator: Any, method: str) -> None:
    with H2(h2_simulator) as client:
        for status in CODES:
            answer = client.answer(client.request(target_of(status), method=method))
            check(status, answer, http2=True, method=method)


def test_101_answers_426_as_the_registry_has_it(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/101")
        answer = client.answer()
    assert answer.status == 426
    assert {rule.name.lower().encode() for rule in REGISTRY[426].fields} <= answer.headers.keys()
