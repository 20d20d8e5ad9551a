import pytest

from interim.rules.case import Case
from interim.rules.fields.bad_field_value import RULE
from interim.rules.finding import Severity
from tests.fakes.exchanges import DATE, case, final, get, interim

_TAG = "ETag: v1"


def _case(*lines: str, status: int = 200) -> Case:
    return case(get(), final(status, DATE, *lines))


RAISES: dict[str, Case] = {
    "an ETag without quotation marks": _case(_TAG),
    "a Last-Modified of ISO 8601": _case("Last-Modified: 2026-11-01T00:00:00Z"),
    "a media type without subtype": _case("Content-Type: text"),
    "a structured field that is none": _case('Cache-Status: "x'),
    "several lines of one value": _case("Location: /a", "Location: /b", status=302),
    "several dates": _case(DATE),
    "a range that ends before it starts": _case("Content-Range: bytes 9-0/10", status=206),
    "content that is not compressed": case(get(), final(200, DATE, "Content-Encoding: gzip", content=b"plain text")),
    "in the trailer section": case(get(), final(200, DATE, "X-A: b", trailers=["Server-Timing: db;dur=", _TAG])),
}
QUIET: dict[str, Case] = {
    "well-formed": _case('ETag: W/"v1"', "Last-Modified: Sun, 01 Nov 2026 00:00:00 GMT", "Content-Type: text/html"),
    "a field that nobody specified": _case("X-Anything: ;;;"),
    "a Date, which HDR001 judges": case(get(), final(200, "Date: now")),
    "a Retry-After, which LRO003 judges": _case("Retry-After: 1.5", status=503),
    "an Age, which CAC003 judges": _case("Age: -1"),
    "a Content-Length, which FRM002 judges": _case("Content-Length: x"),
    "the same Content-Length twice": _case("Content-Length: 0", "Content-Length: 0"),
    "a Location on a 202": _case("Location: /jobs/1", status=202),
    "a 201 without Location": _case(status=201),
    "a 299": _case(status=299),
    "in a 1xx": case(get(), interim(103, _TAG), final(200, DATE)),
    "a 101": case(get(), final(101, _TAG)),
    "no final response": case(get()),
}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("an ETag without quotation marks", "ETag"),
        ("a Last-Modified of ISO 8601", "Last-Modified"),
        ("several lines of one value", "Location"),
        ("a range that ends before it starts", "Content-Range"),
        ("content that is not compressed", "Content-Encoding"),
        ("in the trailer section", "ETag"),
    ],
)
def test_it_is_an_error_on_its_field(name: str, field: str) -> None:
    assert (Severity.ERROR, field) in [(one.severity, one.field) for one in RULE.judge(RAISES[name])]


def test_the_value_is_shown() -> None:
    (found,) = RULE.judge(_case("Last-Modified: then"))
    assert found.message.endswith(": 'then'")
    assert found.part == "final"
    assert found.data == {"httplint": "BAD_DATE_SYNTAX"}


@pytest.mark.parametrize("value", ["0", "-1"])
def test_an_expires_that_means_the_past_is_a_note(value: str) -> None:
    assert [one.severity for one in RULE.judge(_case(f"Expires: {value}"))] == [Severity.NOTE]


def test_an_expires_that_is_anything_else_is_an_error() -> None:
    assert [one.severity for one in RULE.judge(_case("Expires: tomorrow"))] == [Severity.ERROR]


def test_an_obsolete_date_is_a_warning() -> None:
    found = RULE.judge(_case("Last-Modified: Sunday, 01-Nov-26 00:00:00 GMT"))
    assert [one.severity for one in found] == [Severity.WARNING]
