"""Conditional and range requests, clause by clause."""

import pytest
from hypothesis import given, strategies as st

from interim.simulator.conditional import MAX_RANGES, Decision, evaluate

SIZE = 10_000


def decide(method: str = "GET", *, etag: str | None = '"a"', size: int | None = SIZE, **fields: str) -> Decision:
    headers = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in fields.items()]
    return evaluate(method, headers, etag=etag, size=size)


@pytest.mark.parametrize(
    ("value", "etag", "status"),
    [
        pytest.param('"a"', '"a"', 200, id="§13.1.1 one that matches"),
        pytest.param('"b", "a"', '"a"', 200, id="§13.1.1 one of a list matches"),
        pytest.param('"b"', '"a"', 412, id="§13.1.1 none matches"),
        pytest.param("*", '"a"', 200, id="§13.1.1 * is any current representation"),
        pytest.param("*", None, 200, id="§13.1.1 * needs no entity tag"),
        pytest.param('"a"', None, 412, id="§13.1.1 nothing to match"),
        pytest.param('W/"a"', '"a"', 412, id="§8.8.3.2 a weak one given is not strongly equal"),
        pytest.param('W/"a"', 'W/"a"', 412, id="§8.8.3.2 two weak ones are not strongly equal"),
        pytest.param('"a"', 'W/"a"', 412, id="§8.8.3.2 a weak one here is not strongly equal"),
        pytest.param("a", '"a"', 412, id="§8.8.3 without quotes it is no entity tag"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_if_match_compares_strongly(method: str, value: str, etag: str | None, status: int) -> None:
    assert decide(method, etag=etag, if_match=value).status == status


@pytest.mark.parametrize(
    ("value", "etag", "matches"),
    [
        pytest.param('"a"', '"a"', True, id="§13.1.2 it matches"),
        pytest.param('"b", "a"', '"a"', True, id="§13.1.2 one of a list matches"),
        pytest.param('"b"', '"a"', False, id="§13.1.2 none matches"),
        pytest.param("*", '"a"', True, id="§13.1.2 *"),
        pytest.param("*", None, True, id="§13.1.2 * needs no entity tag"),
        pytest.param('"a"', None, False, id="§13.1.2 nothing to match"),
        pytest.param('W/"a"', '"a"', True, id="§8.8.3.2 a weak one given is weakly equal"),
        pytest.param('"a"', 'W/"a"', True, id="§8.8.3.2 a weak one here is weakly equal"),
        pytest.param('"x,y"', '"x,y"', True, id="§8.8.3 a comma may stand inside"),
        pytest.param('"A"', '"a"', False, id="§8.8.3.2 character by character"),
    ],
)
def test_if_none_match_compares_weakly(value: str, etag: str | None, matches: bool) -> None:
    for method in ("GET", "HEAD"):
        assert decide(method, etag=etag, if_none_match=value).status == (304 if matches else 200)
    for method in ("PUT", "POST"):
        assert decide(method, etag=etag, if_none_match=value).status == (412 if matches else 200)


def test_several_lines_of_a_field_are_one_list() -> None:
    headers = [(b"if-none-match", b'"x"'), (b"if-none-match", b'"a"')]
    assert evaluate("GET", headers, etag='"a"', size=None).status == 304


def test_if_match_is_evaluated_before_if_none_match() -> None:
    """§13.2.2."""
    assert decide(if_match='"b"', if_none_match='"a"') == Decision(status=412, because="If-Match")
    assert decide(if_match='"a"', if_none_match='"a"') == Decision(status=304, because="If-None-Match")


def test_a_304_comes_before_a_range() -> None:
    """§14.2: Range is ignored when a conditional GET would result in a 304."""
    assert decide(if_none_match='"a"', range="bytes=0-1").status == 304
    assert decide(if_none_match='"a"', range="bytes=99999-").status == 304
    assert decide(if_none_match='"b"', range="bytes=0-1").status == 206


def test_dates_are_ignored_because_there_is_no_modification_date() -> None:
    """§13.1.3 and §13.1.4."""
    date = "Sun, 06 Nov 1994 08:49:37 GMT"
    assert decide(if_modified_since=date).status == 200
    assert decide(if_unmodified_since=date).status == 200


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT"])
def test_a_method_that_selects_no_representation_has_no_conditions(method: str) -> None:
    """§13.2.1."""
    assert decide(method, if_match='"b"', if_none_match="*", range="bytes=0-1").status == 200


@pytest.mark.parametrize(
    ("value", "ranges"),
    [
        pytest.param("bytes=0-499", [(0, 499)], id="§14.1.2 the first 500"),
        pytest.param("bytes=500-999", [(500, 999)], id="§14.1.2 the second 500"),
        pytest.param("bytes=-500", [(9500, 9999)], id="§14.1.2 the final 500"),
        pytest.param("bytes=9500-", [(9500, 9999)], id="§14.1.2 the final 500 by position"),
        pytest.param("bytes=0-0,-1", [(0, 0), (9999, 9999)], id="§14.1.2 the first and last"),
        pytest.param("bytes= 0-999, 4500-5499, -1000", [(0, 999), (4500, 5499), (9000, 9999)], id="§14.1.2 three"),
        pytest.param("bytes=500-600,601-999", [(500, 999)], id="§15.3.7.2 that touch are one"),
        pytest.param("bytes=500-700,601-999", [(500, 999)], id="§15.3.7.2 that overlap are one"),
        pytest.param("bytes=8-9,0-1,4-5", [(8, 9), (0, 1), (4, 5)], id="§15.3.7.2 the order asked for"),
        pytest.param("bytes=0-1,8-9,0-9", [(0, 9)], id="§15.3.7.2 one joins two"),
        pytest.param("bytes=9990-20000", [(9990, 9999)], id="§14.1.2 past the end is the remainder"),
        pytest.param("bytes=-20000", [(0, 9999)], id="§14.1.2 a suffix longer than all is all"),
        pytest.param("BYTES=0-1", [(0, 1)], id="§14.1 the unit is case-insensitive"),
        pytest.param("bytes=,0-1,,", [(0, 1)], id="§5.6.1.2 empty elements"),
        pytest.param("bytes=0-1,20000-", [(0, 1)], id="§15.3.7.2 the unsatisfiable ones are left out"),
        pytest.param("bytes=0-" + "9" * 5000, [(0, 9999)], id="§14.1.2 large decimal numerals"),
        pytest.param("bytes=" + "0" * 5000 + "1-2", [(1, 2)], id="§14.1.2 many zeros"),
    ],
)
def test_a_satisfiable_range_is_206(value: str, ranges: list[tuple[int, int]]) -> None:
    assert decide(range=value) == Decision(status=206, ranges=tuple(ranges), because="Range")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("bytes=10000-", id="§14.1.2 first-pos at the length"),
        pytest.param("bytes=-0", id="§14.1.2 a suffix of zero"),
        pytest.param("bytes=10000-10001,-0", id="§14.1.1 none of several"),
        pytest.param("bytes=" + "9" * 5000 + "-", id="§14.1.2 large decimal numerals"),
    ],
)
def test_a_range_that_cannot_be_satisfied_is_416(value: str) -> None:
    assert decide(range=value) == Decision(status=416, because="Range")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("bytes=2-1", id="§14.1.1 last-pos before first-pos"),
        pytest.param("bytes=0-1,2-1", id="§14.1.1 one invalid makes all invalid"),
        pytest.param("bytes=", id="no range"),
        pytest.param("bytes=,", id="only empty elements"),
        pytest.param("bytes=-", id="neither position"),
        pytest.param("bytes=a-b", id="no digits"),
        pytest.param("bytes=0-1, bytes=2-3", id="the unit twice"),
        pytest.param("bytes 0-1", id="no equals sign"),
        pytest.param("bytes =0-1", id="white space before the equals sign"),
        pytest.param("bytes=0 - 1", id="white space inside"),
        pytest.param("bytes=\xb2-\xb3", id="digits that are not ASCII"),
        pytest.param("lines=0-1", id="§14.2 another unit"),
        pytest.param("bytes=" + ",".join(f"{n * 10}-{n * 10 + 1}" for n in range(MAX_RANGES + 1)), id="§14.2 many"),
    ],
)
def test_a_range_that_is_malformed_or_unknown_is_ignored(value: str) -> None:
    assert decide(range=value) == Decision(status=200)


def test_a_range_is_for_get_on_what_has_octets() -> None:
    """§14.2."""
    assert decide("HEAD", range="bytes=0-1").status == 200
    assert decide("POST", range="bytes=0-1").status == 200
    assert decide(size=None, range="bytes=0-1").status == 200
    assert decide(size=0, range="bytes=0-1").status == 200
    assert decide(size=0, range="bytes=-1").status == 200


@pytest.mark.parametrize(
    ("value", "etag", "status"),
    [
        pytest.param('"a"', '"a"', 206, id="§13.1.5 unchanged"),
        pytest.param('"b"', '"a"', 200, id="§13.1.5 changed"),
        pytest.param('W/"a"', 'W/"a"', 200, id="§13.1.5 strong comparison"),
        pytest.param('"a"', 'W/"a"', 200, id="§13.1.5 a weak one here"),
        pytest.param('"a"', None, 200, id="§13.1.5 nothing to compare"),
        pytest.param("Sun, 06 Nov 1994 08:49:37 GMT", '"a"', 200, id="§13.1.5 a date is never the same"),
    ],
)
def test_if_range_that_does_not_hold_gives_the_whole(value: str, etag: str | None, status: int) -> None:
    assert decide(etag=etag, range="bytes=0-1", if_range=value).status == status


def test_if_range_that_does_not_hold_hides_an_unsatisfiable_range() -> None:
    assert decide(range="bytes=99999-", if_range='"b"').status == 200


def test_if_range_without_range_is_ignored() -> None:
    """§13.1.5."""
    assert decide(if_range='"b"').status == 200


@given(
    value=st.one_of(
        st.text(st.characters(max_codepoint=255)),
        st.lists(st.from_regex(r"[0-9]{0,3}-[0-9]{0,3}", fullmatch=True)).map(lambda specs: "bytes=" + ",".join(specs)),
    ),
    size=st.integers(min_value=0, max_value=300),
)
def test_parts_lie_inside_and_apart(value: str, size: int) -> None:
    decision = decide(size=size, range=value)
    assert decision.status in {200, 206, 416}
    assert (decision.status == 206) == bool(decision.ranges)
    positions = [position for first, last in decision.ranges for position in range(first, last + 1)]
    assert len(positions) == len(set(positions))
    assert all(0 <= position < size for position in positions)
    assert all(first <= last for first, last in decision.ranges)
