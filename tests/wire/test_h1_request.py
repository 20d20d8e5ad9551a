from collections.abc import Iterable

import pytest

from interim.errors import InvalidInput
from interim.exchange.fields import Fields
from interim.exchange.messages import Request, Version
from interim.wire.h1_request import PIECE_BYTES, RequestOctets


def _request(
    method: str = "GET",
    fields: Iterable[tuple[bytes | str, bytes | str]] = (("Host", "a.test"),),
    content: bytes = b"",
    version: Version = "HTTP/1.1",
    target: str = "/x?y",
) -> Request:
    return Request(method=method, target=target, fields=Fields.of(fields), content=content, version=version)


def _all(octets: RequestOctets) -> bytes:
    taken = b""
    while piece := octets.take():
        taken += piece
    return taken


@pytest.mark.parametrize(
    ("request_", "octets"),
    [
        (_request(), b"GET /x?y HTTP/1.1\r\nHost: a.test\r\n\r\n"),
        (_request(version="HTTP/1.0", fields=()), b"GET /x?y HTTP/1.0\r\n\r\n"),
        (_request("POST", ()), b"POST /x?y HTTP/1.1\r\nContent-Length: 0\r\n\r\n"),
        (_request("POST", (), b"abc"), b"POST /x?y HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
        (_request("GET", (), b"abc"), b"GET /x?y HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
        (_request("PUT", [("content-length", "5")], b"abc"), b"PUT /x?y HTTP/1.1\r\ncontent-length: 5\r\n\r\nabc"),
        (
            _request("PUT", [("Transfer-Encoding", "gzip, Chunked")], b"abc"),
            b"PUT /x?y HTTP/1.1\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        ),
        (
            _request("PUT", [("Transfer-Encoding", "chunked")]),
            b"PUT /x?y HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ),
        (_request("GET", [("b", "2"), ("A", "1")]), b"GET /x?y HTTP/1.1\r\nb: 2\r\nA: 1\r\n\r\n"),
    ],
)
def test_a_request_is_written_as_it_is_with_the_framing_it_lacks(request_: Request, octets: bytes) -> None:
    given = RequestOctets(request_, expect=False)
    assert not given.sent
    assert _all(given) == octets
    assert given.sent


def test_content_is_held_until_it_is_released() -> None:
    given = RequestOctets(_request("POST", (), b"abc"), expect=True)
    assert _all(given) == b"POST /x?y HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    assert not given.sent
    given.held = False
    assert _all(given) == b"abc"
    assert given.sent


def test_an_expectation_that_the_fields_hold_is_not_repeated() -> None:
    given = RequestOctets(_request("POST", [("expect", "100-continue")], b"abc"), expect=True)
    assert _all(given).count(b"100-continue") == 1


def test_there_is_no_expectation_without_content() -> None:
    given = RequestOctets(_request("POST"), expect=True)
    assert b"Expect" not in _all(given)
    assert given.sent


def test_no_piece_is_large() -> None:
    content = bytes(range(256)) * 1000
    given = RequestOctets(_request("POST", (), content), expect=False)
    pieces = [given.take() for _ in range(4)]
    assert [len(piece) for piece in pieces[:3]] == [PIECE_BYTES] * 3
    assert b"".join(pieces).endswith(b"\r\n\r\n" + content)
    assert given.sent


@pytest.mark.parametrize(
    ("request_", "parameter"),
    [
        (_request("GE T"), "method"),
        (_request("G\u20acT"), "method"),
        (_request(target="/a b"), "target"),
        (_request(target="/a\r\nX: y"), "target"),
        (_request(target="/\u20ac"), "target"),
        (_request(fields=[("A b", "1")]), "field name"),
        (_request(fields=[("A", "1\r\nB: 2")]), "value of field A"),
    ],
)
def test_a_request_that_would_be_read_as_another_is_refused(request_: Request, parameter: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        RequestOctets(request_, expect=False).take()
    assert caught.value.parameter == parameter


def test_the_request_is_known_as_it_went_out() -> None:
    given = RequestOctets(_request("POST", (), b"abc"), expect=True)
    assert given.request.fields.get("expect") is None
    given.take()
    assert given.request.fields.get("content-length") == "3"
    assert given.request.fields.get("expect") == "100-continue"
    plain = RequestOctets(_request(), expect=False)
    plain.take()
    assert plain.request == _request()
