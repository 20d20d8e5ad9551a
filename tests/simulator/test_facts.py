from collections.abc import MutableMapping
from typing import Any

import pytest

from interim.simulator.facts import Facts, TooMuchContent, count_content
from tests.fakes.asgi import scope_of


def facts(*headers: tuple[bytes, bytes], http_version: str = "1.1") -> Facts:
    return Facts(scope_of("/", headers=headers, http_version=http_version))


def test_a_plain_request_has_no_content() -> None:
    plain = facts()
    assert (plain.framed, plain.continues, plain.accept, plain.twins, plain.host) == (False, False, None, None, b"test")


@pytest.mark.parametrize("line", [(b"content-length", b"5"), (b"transfer-encoding", b"chunked")])
def test_a_framed_request_has_content(line: tuple[bytes, bytes]) -> None:
    assert facts(line).framed
    assert not facts((b"content-length", b"0")).framed


def test_any_http2_request_may_have_content() -> None:
    assert facts(http_version="2").framed


@pytest.mark.parametrize(
    ("value", "version", "continues"),
    [
        (b"100-continue", "1.1", True),
        (b"100-Continue", "2", True),
        (b"100-continue", "1.0", False),
        (b"x", "1.1", False),
    ],
)
def test_an_expectation_counts_from_http_1_1_on(value: bytes, version: str, continues: bool) -> None:
    assert facts((b"expect", value), http_version=version).continues is continues


def test_accept_lines_are_one_list() -> None:
    assert facts((b"accept", b"a/b"), (b"accept", b"c/d")).accept == b"a/b,c/d"


def test_twins_lose_their_prefix() -> None:
    twins = facts((b"x-httpstatus-sleep", b"1"), (b"x-httpstatus-response-a", b"b")).twins
    assert twins == [(b"sleep", b"1"), (b"response-a", b"b")]


async def count(*messages: dict[str, Any], limit: int = 10) -> int | None:
    waiting = list(messages)

    async def receive() -> MutableMapping[str, Any]:
        return waiting.pop(0)

    return await count_content(receive, limit)


async def test_content_is_counted_to_its_end() -> None:
    assert await count({"type": "http.request"}) == 0
    first = {"type": "http.request", "body": b"12345", "more_body": True}
    assert await count(first, {"type": "http.request", "body": b"67890"}) == 10


async def test_too_much_content_is_left_unread() -> None:
    first = {"type": "http.request", "body": b"12345678901", "more_body": True}
    with pytest.raises(TooMuchContent):
        await count(first)


async def test_a_client_may_leave_in_the_middle() -> None:
    first = {"type": "http.request", "body": b"1", "more_body": True}
    assert await count(first, {"type": "http.disconnect"}) is None
