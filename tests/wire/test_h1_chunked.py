import pytest
from hypothesis import given, strategies as st

from interim.exchange.timeline import End
from interim.wire.h1_chunked import CHUNK_LINE_BYTES
from interim.wire.limits import Limits
from tests.fakes.h1_exchange import SECOND, kinds, read

HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("octets", "content"),
    [
        (b"0\r\n\r\n", b""),
        (b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"3\r\nabc\r\n00000000000000000000A\r\n0123456789\r\n000\r\n\r\n", b"abc0123456789"),
        (b'3;a;b=c ; d = "e;\\"" \t; f\r\nabc\r\n0;last\r\n\r\n', b"abc"),
        (b"2\r\n\r\n\r\n0\r\n\r\n", b"\r\n"),
    ],
)
def test_chunks_of_the_grammar_are_content(octets: bytes, content: bytes) -> None:
    exchange = read(HEAD, octets)
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.end_at_ns, kinds(exchange)) == (content, 2 * SECOND, [])


def test_trailers_are_kept_apart_from_the_header_section() -> None:
    exchange = read(HEAD + b"0\r\nA: 1\r\nB : 2\r\n\r\n")
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.final.trailers.lines == ((b"A", b"1"), (b"B", b"2"))
    assert kinds(exchange) == ["space_before_colon"]


@pytest.mark.parametrize(
    ("octets", "detail"),
    [
        (b"3\nabc\r\n0\r\n\r\n", "a chunk-size line ends in LF without CR"),
        (b"3\r\nabc\n0\r\n\r\n", "the data of a chunk ends in LF without CR"),
        (b"3 \r\nabc\r\n0\r\n\r\n", "what follows the chunk size is no chunk extension"),
        (b"3;\r\nabc\r\n0\r\n\r\n", "what follows the chunk size is no chunk extension"),
        (b'3;a="\r\nabc\r\n0\r\n\r\n', "what follows the chunk size is no chunk extension"),
        (b"3;\r\nabc\n0;\r\n\r\n", "what follows the chunk size is no chunk extension"),
    ],
)
def test_a_fault_that_leaves_the_size_clear_is_noted_once_and_reading_goes_on(octets: bytes, detail: str) -> None:
    exchange = read(HEAD, octets)
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.complete) == (b"abc", True)
    assert [(fault.kind.value, fault.detail) for fault in exchange.faults] == [("chunk", detail)]


@pytest.mark.parametrize(
    ("octets", "content", "offset", "excerpt"),
    [
        (b"zz\r\nabc\r\n0\r\n\r\n", b"", 0, b"zz\r\nabc\r\n0\r\n\r\n"),
        (b"3\r\nabcd\r\n0\r\n\r\n", b"abc", 6, b"d\r\n0\r\n\r\n"),
        (b"3\r\nabc\rd", b"abc", 7, b"d"),
        (b"\r\n0\r\n\r\n", b"", 0, b"\r\n0\r\n\r\n"),
        (b"3x\r\nabc\r\n", b"", 0, b"3x\r\nabc\r\n"),
        (b"-3\r\nabc\r\n", b"", 0, b"-3\r\nabc\r\n"),
        (b"4000000000000001\r\nabc", b"", 0, b"4000000000000001\r\nabc"),
        (b"1" + b"0" * 5000 + b"\r\nabc", b"", 0, (b"1" + b"0" * 199)),
        (b'a"{', b"", 0, b'a"{'),
    ],
)
def test_a_fault_that_loses_the_framing_is_the_only_one(
    octets: bytes, content: bytes, offset: int, excerpt: bytes
) -> None:
    exchange = read(HEAD, octets)
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.complete) == (content, False)
    assert [(fault.kind.value, fault.offset - len(HEAD), fault.excerpt) for fault in exchange.faults] == [
        ("chunk", offset, excerpt)
    ]


def test_the_largest_size_is_believed() -> None:
    exchange = read(HEAD, b"4000000000000000\r\nabc")
    assert kinds(exchange) == ["incomplete"]
    assert exchange.faults[0].detail.endswith(
        "the chunk has 4611686018427387901 octets to go, after 3 octets of content"
    )


@pytest.mark.parametrize(
    ("octets", "detail"),
    [
        (b"", "no last chunk came, after 0 octets of content"),
        (b"3\r\nab", "the chunk has 1 octets to go, after 2 octets of content"),
        (b"3\r\nabc", "no last chunk came, after 3 octets of content"),
        (b"3\r\nabc\r", "no last chunk came, after 3 octets of content"),
        (b"3\r\nabc\r\n1", "no last chunk came, after 3 octets of content"),
        (b"3\r\nabc\r\n1;a\r", "no last chunk came, after 3 octets of content"),
        (b"3\r\nabc\r\n0\r\n", "the empty line after the last chunk did not come"),
        (b"3\r\nabc\r\n0\r\nA: b\r\n", "the empty line after the last chunk did not come"),
    ],
)
def test_an_end_before_the_end_is_incomplete(octets: bytes, detail: str) -> None:
    exchange = read(HEAD, octets, end=End.RESET)
    assert [(fault.kind.value, fault.detail) for fault in exchange.faults] == [
        ("incomplete", f"the connection was reset: {detail}")
    ]


def test_a_size_line_without_end_is_a_limit() -> None:
    exchange = read(HEAD, b"3;" + b"a" * CHUNK_LINE_BYTES)
    assert kinds(exchange) == ["limit"]
    assert exchange.faults[0].offset == len(HEAD)


def test_a_trailer_section_without_end_is_a_limit() -> None:
    exchange = read(HEAD, b"0\r\n" + b"A: b\r\n" * 100, limits=Limits(head_bytes=100))
    assert kinds(exchange) == ["limit"]


@given(st.lists(st.binary(min_size=1, max_size=30), max_size=10), st.integers(1, 20))
def test_content_survives_chunking_however_it_is_cut(chunks: list[bytes], step: int) -> None:
    octets = HEAD + b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    exchange = read(*(octets[at : at + step] for at in range(0, len(octets), step)))
    assert exchange.final is not None
    assert exchange.final.content == b"".join(chunks)
    assert exchange.final.complete
    assert exchange.faults == ()
