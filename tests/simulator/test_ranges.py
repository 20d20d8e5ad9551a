from interim.simulator.content import Filler
from interim.simulator.ranges import content_range, cut

LINES = [(b"content-type", b"text/plain"), (b"x", b"y")]


def test_a_content_range_names_both_ends_and_the_length() -> None:
    assert content_range(0, 4, 10) == b"bytes 0-4/10"


def test_one_part_is_named_in_the_header_section() -> None:
    assert cut(b"0123456789", LINES, [(2, 4)]) == (b"234", [*LINES, (b"content-range", b"bytes 2-4/10")])


def test_no_part_means_all_of_it() -> None:
    assert cut(b"0123", LINES, ()) == (b"0123", [*LINES, (b"content-range", b"bytes 0-3/4")])


def test_nothing_has_no_parts() -> None:
    assert cut(b"", LINES, ()) == (b"", LINES)


def test_several_parts_name_themselves() -> None:
    content, lines = cut(Filler(26), LINES, [(0, 1), (24, 25)])
    assert isinstance(content, bytes)
    boundary = dict(lines)[b"content-type"].partition(b"boundary=")[2]
    assert content == (
        b"--%b\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/26\r\n\r\nab\r\n"
        b"--%b\r\nContent-Type: text/plain\r\nContent-Range: bytes 24-25/26\r\n\r\nyz\r\n--%b--\r\n"
        % (boundary, boundary, boundary)
    )


def test_a_part_without_a_known_type_is_octets() -> None:
    content, _ = cut(b"0123", [], [(0, 0), (2, 2)])
    assert b"Content-Type: application/octet-stream" in bytes(content)  # type: ignore[arg-type]
