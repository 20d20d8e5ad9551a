import subprocess
import sys
from collections.abc import Iterator

import pytest
from httplint import Note, categories, levels
from hypothesis import given, settings, strategies as st

from interim.exchange.exchange import Exchange
from interim.exchange.fields import FieldLine, Fields
from interim.exchange.messages import Final, Framing, Request
from interim.rules.case import Case
from interim.rules.fields.httplint_adapter import founds_of, remarks_on
from interim.rules.finding import Severity
from tests.fakes.exchanges import DATE, exchange, final, get, interim, request


class NewNote(Note):  # type: ignore[misc, unused-ignore]
    category = categories.SECURITY
    level = levels.BAD
    _summary = "A new fault: %(what)s."


def _classes(one: Exchange) -> set[str]:
    return {str(remark.found.data["httplint"]) for remark in remarks_on(one)}


def test_a_fault_of_the_head_is_told_with_its_field_as_it_was_sent() -> None:
    (remark,) = remarks_on(exchange(get(), final(200, DATE, "etag: v1")))
    assert (remark.rule_id, remark.found.field, remark.found.severity) == ("HDR003", "etag", Severity.ERROR)
    assert (remark.found.part, remark.found.at_ns) == ("final", 100_000_000)


def test_a_fault_of_the_trailer_section_is_told_with_its_field() -> None:
    one = exchange(get(), final(200, DATE, "X-A: b", trailers=["ETag: v1", "X-\xe9: b"]))
    assert {remark.found.field for remark in remarks_on(one)} == {"ETag"}


def test_a_note_below_another_one_is_told() -> None:
    assert "CSP_UNSAFE_INLINE" in _classes(
        exchange(get(), final(200, DATE, "Content-Security-Policy: script-src 'unsafe-inline'"))
    )


def test_the_same_note_on_several_lines_is_told_once() -> None:
    one = exchange(get(), final(200, DATE, "Set-Cookie: a=1; Colour=red", "Set-Cookie: a=2; Colour=red"))
    assert len([remark for remark in remarks_on(one) if "Colour" in remark.found.message]) == 1


def test_a_1xx_is_not_judged() -> None:
    assert remarks_on(exchange(get(), interim(103, "ETag: v1"))) == ()
    assert remarks_on(exchange(get(), interim(103, "ETag: v1"), final(200, DATE))) == ()


def test_a_101_is_not_judged() -> None:
    assert remarks_on(exchange(get(), final(101, "ETag: v1"))) == ()


def test_a_response_to_head_is_not_taken_for_truncated() -> None:
    one = exchange(request("HEAD"), final(200, DATE, "Content-Length: 5", framing=Framing.NONE))
    assert remarks_on(one) == ()


def test_the_request_is_taken_into_account() -> None:
    coded = final(200, DATE, "Content-Encoding: br")
    assert "ENCODING_UNWANTED" in _classes(exchange(get("Accept-Encoding: gzip"), coded))
    assert "ENCODING_UNWANTED" not in _classes(exchange(get("Accept-Encoding: br"), coded))


def test_pseudo_fields_are_left_out() -> None:
    one = exchange(get(), Final(status=200, fields=Fields.of([(":status", "200"), ("date", DATE[6:])]), end_at_ns=0))
    assert remarks_on(one) == ()


def test_a_line_that_is_too_long_is_left_out() -> None:
    assert remarks_on(exchange(get(), final(200, DATE, "ETag: " + "v" * 5_000))) == ()


def test_lines_beyond_the_bound_of_the_section_are_left_out() -> None:
    filling = [f"X-A{at}: {'b' * 4_000}" for at in range(5)]
    assert remarks_on(exchange(get(), final(200, DATE, *filling, "ETag: v1"))) == ()
    assert remarks_on(exchange(get(), final(200, DATE, *filling[:2], "ETag: v1"))) != ()


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "gzip, br"])
def test_content_that_may_be_a_bomb_is_not_opened(coding: str) -> None:
    one = exchange(get("Accept-Encoding: gzip, br"), final(200, DATE, f"Content-Encoding: {coding}", content=b"plain"))
    assert remarks_on(one) == ()


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_other_content_is_opened(coding: str) -> None:
    one = exchange(
        get("Accept-Encoding: gzip, deflate"), final(200, DATE, f"Content-Encoding: {coding}", content=b"plain text")
    )
    assert [remark.found.severity for remark in remarks_on(one)] == [Severity.ERROR]


def test_there_is_a_bound_to_the_remarks() -> None:
    cookies = [f"Set-Cookie: a{at}=1; X{at}=1" for at in range(400)]
    assert len(remarks_on(exchange(get(), final(200, DATE, *cookies)))) == 100


def test_values_of_the_wire_cannot_act_on_a_terminal() -> None:
    (remark,) = remarks_on(exchange(get(), final(200, DATE, "ETag: v1\x1b[2J")))
    assert "\x1b" not in remark.found.message
    assert r"\x1b[2J" in remark.found.message


def test_a_note_that_nobody_has_read_goes_by_its_category() -> None:
    def linter(_exchange: Exchange, _final: Final) -> Iterator[tuple[Note, list[FieldLine]]]:
        yield NewNote("field-x-new", what="this"), [(b"X-New", b"1"), (b"X-New", b"2")]

    (remark,) = remarks_on(exchange(get(), final()), linter)
    assert (remark.rule_id, remark.found.severity) == ("HDR006", Severity.WARNING)
    assert (remark.found.message, remark.found.field) == ("A new fault: this", "X-New")
    assert remark.found.data == {"httplint": "NewNote"}


def test_what_it_said_before_it_failed_is_kept() -> None:
    def linter(_exchange: Exchange, _final: Final) -> Iterator[tuple[Note, list[FieldLine]]]:
        yield NewNote("status", what="this"), []
        raise RuntimeError

    assert [remark.found.message for remark in remarks_on(exchange(get(), final()), linter)] == ["A new fault: this"]


def test_a_note_that_cannot_be_put_into_words_is_passed_over() -> None:
    def linter(_exchange: Exchange, _final: Final) -> Iterator[tuple[Note, list[FieldLine]]]:
        yield NewNote("status"), []

    assert remarks_on(exchange(get(), final()), linter) == ()


def test_rules_of_one_exchange_share_what_it_said() -> None:
    one, other = (Case(exchange=exchange(get(), final(200, DATE, f"ETag: v{at}"))) for at in range(2))
    assert next(founds_of(one, "HDR003")) is next(founds_of(one, "HDR003"))
    assert list(founds_of(one, "HDR005")) == []
    assert "v1" in next(founds_of(other, "HDR003")).message
    assert "v0" in next(founds_of(one, "HDR003")).message


def test_it_is_not_imported_before_it_is_asked() -> None:
    code = "import sys, interim.rules.catalogue; print('httplint' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=15, check=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize("url", ["", "http://[", "\ud800"])
def test_a_url_that_is_none_does_not_stop_it(url: str) -> None:
    assert isinstance(remarks_on(exchange(get(), final(200, DATE, "Set-Cookie: a"), url=url)), tuple)


_KNOWN = b"""
    Cache-Control Content-Type Link Set-Cookie Vary ETag Age Expires Location Content-Encoding Content-Security-Policy
    Strict-Transport-Security Content-Range Retry-After Server-Timing
"""
_NAMES = st.sampled_from(_KNOWN.split())
_LINES = st.lists(st.tuples(_NAMES | st.binary(max_size=8), st.binary(max_size=40)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    lines=_LINES,
    trailers=_LINES,
    asked=_LINES,
    content=st.binary(max_size=60),
    status=st.integers(200, 999),
    method=st.sampled_from(["GET", "HEAD", "OPTIONS", "\u20ac"]),
)
def test_it_never_raises(
    lines: list[FieldLine],
    trailers: list[FieldLine],
    asked: list[FieldLine],
    content: bytes,
    status: int,
    method: str,
) -> None:
    answer = Final(
        status=status, fields=Fields(tuple(lines)), trailers=Fields(tuple(trailers)), content=content, end_at_ns=0
    )
    one = Exchange(request=Request(method=method, target="/", fields=Fields(tuple(asked))), final=answer)
    for remark in remarks_on(one):
        assert remark.found.message.isprintable()
