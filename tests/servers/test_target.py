"""Request-targets that reach an application, and those that do not."""

import json
from typing import Any

import pytest

from interim.servers.target import REFUSED, check_target, refusal, refuse


def scope_of(raw_path: bytes, query: bytes = b"", method: str = "GET") -> dict[str, Any]:
    return {"raw_path": raw_path, "path": raw_path.decode("latin-1"), "query_string": query, "method": method}


@pytest.mark.parametrize(
    ("raw_path", "query", "method"),
    [(b"/", b"", "GET"), (b"/a%23b", b"c=%23", "DELETE"), (b"*", b"", "OPTIONS"), (b"//a", b"", "GET")],
)
def test_these_reach_the_application_as_they_are(raw_path: bytes, query: bytes, method: str) -> None:
    scope = scope_of(raw_path, query, method)
    before = dict(scope)
    assert check_target(scope) is None
    assert scope == before


@pytest.mark.parametrize(
    ("raw_path", "query", "method", "says"),
    [
        (b"/a#b", b"", "GET", "'#'"),
        (b"/a", b"b#c", "GET", "'#'"),
        (b"http://test/a#b", b"", "GET", "'#'"),
        (b"*", b"", "GET", "for OPTIONS, '*'"),
        (b"test:80", b"", "CONNECT", "neither a path"),
        (b"a", b"", "GET", "neither a path"),
        (b"", b"", "GET", "neither a path"),
        (b"ftp://test/a", b"", "GET", "neither a path"),
        (b"http:///a", b"", "GET", "neither a path"),
    ],
)
def test_these_are_refused(raw_path: bytes, query: bytes, method: str, says: str) -> None:
    assert says in str(check_target(scope_of(raw_path, query, method)))


@pytest.mark.parametrize(
    ("raw_path", "origin", "path"),
    [
        (b"http://test/a%20b", b"/a%20b", "/a b"),
        (b"HTTPS://u@test:81/", b"/", "/"),
        (b"http://test", b"/", "/"),
    ],
)
def test_an_absolute_form_is_brought_into_origin_form(raw_path: bytes, origin: bytes, path: str) -> None:
    scope = scope_of(raw_path)
    assert check_target(scope) is None
    assert (scope["raw_path"], scope["path"]) == (origin, path)


async def test_a_refused_target_is_answered_with_problem_details_and_a_close() -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await refuse({REFUSED: "why"}, None, send)
    assert sent[0]["status"] == 400
    assert {(b"content-type", b"application/problem+json"), (b"connection", b"close")} <= set(sent[0]["headers"])
    assert json.loads(sent[1]["body"])["detail"] == "why"


def test_a_refusal_is_a_whole_response() -> None:
    head, _, content = refusal("why").partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 400 Bad Request",
        b"content-type: application/problem+json",
        b"content-length: %d" % len(content),
        b"connection: close",
    ]
    assert json.loads(content)["detail"] == "why"
