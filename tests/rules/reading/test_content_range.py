import pytest

from interim.rules.reading.content_range import ByteRange, ContentRange, parse_byte_range, parse_content_range


@pytest.mark.parametrize(
    ("text", "content_range", "octets"),
    [
        ("bytes 0-9/10", ContentRange(unit="bytes", first=0, last=9, length=10), 10),
        ("Bytes 5-5/*", ContentRange(unit="bytes", first=5, last=5, length=None), 1),
        (" bytes */47022 ", ContentRange(unit="bytes", first=None, last=None, length=47022), None),
        ("lines 0-9/10", ContentRange(unit="lines", first=0, last=9, length=10), None),
    ],
)
def test_a_valid_content_range_is_read(text: str, content_range: ContentRange, octets: int | None) -> None:
    parsed = parse_content_range(text)
    assert parsed == content_range
    assert parsed.octets == octets


@pytest.mark.parametrize(
    "text",
    ["", "bytes", "bytes 9-0/10", "bytes 0-10/10", "bytes 0-9", "bytes */*", "bytes=0-9/10", "0-9/10", "b 1-x/2"],
)
def test_an_invalid_content_range_is_none(text: str) -> None:
    assert parse_content_range(text) is None


@pytest.mark.parametrize(
    ("text", "byte_range"),
    [
        ("bytes=0-9", ByteRange(first=0, last=9)),
        ("BYTES=5-", ByteRange(first=5)),
        ("bytes=-5", ByteRange(suffix=5)),
        ("bytes=9-0", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-9", None),
        ("", None),
    ],
)
def test_a_single_range_of_bytes_is_read(text: str, byte_range: ByteRange | None) -> None:
    assert parse_byte_range(text) == byte_range


@pytest.mark.parametrize(
    ("byte_range", "length", "bounds"),
    [
        (ByteRange(first=0, last=9), 20, (0, 9)),
        (ByteRange(first=0, last=9), 5, (0, 4)),
        (ByteRange(first=5), 20, (5, 19)),
        (ByteRange(first=20, last=29), 20, None),
        (ByteRange(suffix=5), 20, (15, 19)),
        (ByteRange(suffix=50), 20, (0, 19)),
        (ByteRange(suffix=0), 20, None),
        (ByteRange(suffix=5), 0, None),
    ],
)
def test_a_range_has_its_place_in_a_representation(
    byte_range: ByteRange, length: int, bounds: tuple[int, int] | None
) -> None:
    assert byte_range.within(length) == bounds
