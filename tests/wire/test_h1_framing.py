import pytest

from interim.exchange.fields import Fields
from interim.exchange.messages import Framing, Request
from interim.wire.h1_framing import Frame, frame_of

LENGTH_3 = Frame(framing=Framing.LENGTH, length=3)
CHUNKED = Frame(framing=Framing.CHUNKED)
CLOSE = Frame(framing=Framing.CLOSE)
NONE = Frame(framing=Framing.NONE)


def _frame(method: str, status: int, *lines: str) -> Frame:
    fields = Fields.of([(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)])
    return frame_of(Request(method=method, target="/"), status, fields)


@pytest.mark.parametrize(
    ("method", "status", "lines", "expected"),
    [
        ("HEAD", 200, ["Content-Length: 3"], NONE),
        ("GET", 204, ["Content-Length: 3"], NONE),
        ("GET", 304, ["Transfer-Encoding: chunked"], NONE),
        ("GET", 205, ["Content-Length: 3"], LENGTH_3),
        ("CONNECT", 200, ["Content-Length: 3"], Frame(framing=Framing.TUNNEL)),
        ("CONNECT", 403, ["Content-Length: 3"], LENGTH_3),
        ("GET", 200, ["Transfer-Encoding: chunked"], CHUNKED),
        ("GET", 200, ["Transfer-Encoding: gzip, Chunked"], CHUNKED),
        ("GET", 200, ["Transfer-Encoding: gzip", "Transfer-Encoding: chunked"], CHUNKED),
        ("GET", 200, ["Transfer-Encoding: chunked;x=1"], CHUNKED),
        ("GET", 200, ["Content-Length: 3", "Transfer-Encoding: chunked"], CHUNKED),
        ("GET", 200, ["Transfer-Encoding: chunked, gzip", "Content-Length: 3"], CLOSE),
        ("GET", 200, ["Transfer-Encoding: identity"], CLOSE),
        ("GET", 200, ["Transfer-Encoding:", "Content-Length: 3"], LENGTH_3),
        ("GET", 200, [], CLOSE),
        ("GET", 200, ["Content-Length: 3"], LENGTH_3),
        ("GET", 200, ["Content-Length: 3", "content-length: 3"], LENGTH_3),
        ("GET", 200, ["Content-Length: 3, 3,"], LENGTH_3),
        ("GET", 200, ["Content-Length: 0003, 3"], LENGTH_3),
        ("GET", 200, ["Content-Length: 0"], Frame(framing=Framing.LENGTH, length=0)),
        ("GET", 200, ["Content-Length: " + "9" * 5000], Frame(framing=Framing.LENGTH, length=1 << 62)),
    ],
)
def test_framing_follows_the_order_of_the_rfc(method: str, status: int, lines: list[str], expected: Frame) -> None:
    assert _frame(method, status, *lines) == expected


@pytest.mark.parametrize(
    ("lines", "doubtful_from"),
    [
        (["Content-Length: 3", "Content-Length: 5"], 3),
        (["Content-Length: 7, 5"], 5),
        (["Content-Length: abc"], 0),
        (["Content-Length: -1"], 0),
        (["Content-Length: +3"], 0),
        (["Content-Length: 3;"], 0),
        (["Content-Length: \xb2"], 0),
        (["Content-Length:"], 0),
        (["Content-Length: 3, x"], 3),
    ],
)
def test_an_invalid_length_is_read_to_the_close_and_not_waited_for(lines: list[str], doubtful_from: int) -> None:
    assert _frame("GET", 200, *lines) == Frame(framing=Framing.CLOSE, doubtful_from=doubtful_from)
