import pytest

from interim.exchange.messages import Final, Framing
from interim.rules.caching.range_not_honoured import RULE
from interim.rules.case import Case, Probe
from tests.fakes.exchanges import case, exchange, final, get

_OFFER = "Accept-Ranges: bytes"
_TAG = 'ETag: "v1"'
_WHOLE = final(200, _OFFER, _TAG, content=b"0123456789abcdef")
_FIRST = final(206, _TAG, "Content-Range: bytes 0-9/16", content=b"0123456789")
_LAST = final(206, _TAG, "Content-Range: bytes 11-15/16", content=b"bcdef")
_ASKED: dict[Probe, str] = {"range": "bytes=0-9", "range-end": "bytes=-5", "range-bad": "bytes=16-25"}


def _case(whole: Final = _WHOLE, **answers: Final) -> Case:
    names: dict[str, Probe] = {"first": "range", "last": "range-end", "past": "range-bad"}
    return case(
        get(),
        whole,
        probes={
            names[key]: (exchange(get(f"Range: {_ASKED[names[key]]}"), answer),) for key, answer in answers.items()
        },
    )


def _part(content_range: str, content: bytes = b"0123456789", tag: str = _TAG) -> Final:
    return final(206, tag, f"Content-Range: {content_range}", content=content)


RAISES: dict[str, Case] = {
    "ignored": _case(first=_WHOLE),
    "ignored at the end": _case(first=_FIRST, last=_WHOLE),
    "refused": _case(first=final(416, _TAG)),
    "refused without a validator": _case(first=final(416, "Content-Range: bytes */16")),
    "another start": _case(first=_part("bytes 1-10/16")),
    "unusable": _case(first=_part("bytes 9-0/16")),
    "unsatisfied in a 206": _case(first=_part("bytes */16")),
    "another unit": _case(first=_part("lines 0-9/16")),
    "another length": _case(first=_part("bytes 0-9/17")),
    "too much": _case(first=_part("bytes 0-10/16", b"0123456789a")),
    "other octets": _case(first=_part("bytes 0-9/16", b"012345678X")),
    "the wrong end": _case(last=_part("bytes 10-14/16", b"abcde")),
    "past the end gives all": _case(first=_FIRST, past=_WHOLE),
    "past the end gives a part": _case(first=_FIRST, past=_part("bytes 16-25/30")),
    "the exchange was a 206": _case(final(206, _TAG, "Content-Range: bytes 0-1/16", content=b"01"), first=_WHOLE),
}
QUIET: dict[str, Case] = {
    "right": _case(first=_FIRST, last=_LAST, past=final(416, "Content-Range: bytes */16")),
    "a length that is not told": _case(first=_part("bytes 0-9/*")),
    "less than was asked for": _case(first=_part("bytes 0-4/16", b"01234")),
    "it changed": _case(first=_part("bytes 0-9/20", b"XXXXXXXXXX", 'ETag: "v2"')),
    "it changed, and all came": _case(first=final(200, _OFFER, 'ETag: "v2"')),
    "it changed, and past the end is within now": _case(first=_FIRST, past=_part("bytes 16-25/30", tag='ETag: "v2"')),
    "without validators it may have changed": _case(
        final(200, _OFFER, content=b"0123456789abcdef"), first=_part("bytes 0-9/17", b"XXXXXXXXXX", "X-A: b")
    ),
    "the last octets were gone": _case(last=final(416)),
    "ranges are not offered": _case(final(200, "Accept-Ranges: none", _TAG, content=b"abc"), first=_WHOLE),
    "several parts": _case(first=final(206, _TAG, "Content-Type: multipart/byteranges; boundary=x")),
    "no Content-Range, which STA004 says": _case(first=final(206, _TAG)),
    "busy": _case(first=final(503)),
    "all ignored, said once for each": _case(past=_WHOLE),
    "the whole is incomplete": _case(
        final(200, _OFFER, _TAG, content=b"012", complete=False), first=_part("bytes 0-9/17")
    ),
    "the whole was a HEAD": _case(final(200, _OFFER, _TAG, framing=Framing.NONE), first=_part("bytes 0-9/17")),
    "the whole was not kept": _case(
        final(200, _OFFER, _TAG, content=b"012", content_octets=16), first=_part("bytes 0-9/16")
    ),
    "nothing there any more": _case(final(200, _OFFER, _TAG), first=_part("bytes 0-9/*", tag=_TAG)),
    "a range that is not ours": case(get(), _WHOLE, probes={"range": (exchange(get("Range: bytes=0-1,3-4"), _WHOLE),)}),
    "no answer": case(get(), _WHOLE, probes={"range": (exchange(get("Range: bytes=0-9")),)}),
    "no check": case(get(), _WHOLE),
    "a 404": _case(final(404, _OFFER), first=_WHOLE),
    "no final response": case(get()),
}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ignored", "Range: bytes=0-9 got all of it: 200"),
        ("refused", "Range: bytes=0-9 got 416, although there are such octets"),
        ("another start", "Range: bytes=0-9 got Content-Range: bytes 1-10/16, which starts elsewhere"),
        ("unusable", "Range: bytes=0-9 got the unusable Content-Range: bytes 9-0/16"),
        ("another length", "Range: bytes=0-9 got Content-Range: bytes 0-9/17, and the whole has 16 octets"),
        ("too much", "Range: bytes=0-9 got Content-Range: bytes 0-10/16, and 0-9 was asked for"),
        ("other octets", "Range: bytes=0-9 got other octets than the whole has there"),
        ("the wrong end", "Range: bytes=-5 got Content-Range: bytes 10-14/16, and 11-15 was asked for"),
        ("past the end gives all", "Range: bytes=16-25 got 200, not 416, though it is past the end"),
    ],
)
def test_it_says_what_came(name: str, message: str) -> None:
    assert RULE.judge(RAISES[name])[0].message == f"Ranges are offered, and {message}"


def test_each_check_is_named() -> None:
    found = RULE.judge(_case(first=_WHOLE, last=_part("bytes 10-14/16", b"abcde")))
    assert [(one.probe, one.field) for one in found] == [("range", "Accept-Ranges"), ("range-end", "Content-Range")]
