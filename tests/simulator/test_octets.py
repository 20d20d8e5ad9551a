from interim.simulator.answer import Answer
from interim.simulator.content import Filler
from interim.simulator.octets import head_octets, interim_octets, write_content
from tests.fakes.asgi import Wire


def test_a_head_has_a_date_and_ends_the_connection() -> None:
    answer = Answer(503, [(b"content-length", b"2"), (b"x", b"y")], b"hi")
    octets = head_octets(answer, without=frozenset({b"content-length"}), more=[(b"a", b"b")])
    first, date, *rest = octets.split(b"\r\n")
    assert first == b"HTTP/1.1 503 Service Unavailable"
    assert date.startswith(b"date: ")
    assert rest == [b"x: y", b"a: b", b"connection: close", b"", b""]


def test_an_unknown_code_has_an_empty_reason_phrase() -> None:
    assert interim_octets(150) == b"HTTP/1.1 150 \r\n\r\n"


async def test_content_is_written_whole() -> None:
    wire = Wire()
    await write_content(wire, b"abc")
    await write_content(wire, Filler(100_000))
    assert len(wire.written) == 100_003
