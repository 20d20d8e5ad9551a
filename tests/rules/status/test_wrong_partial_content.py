from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.status.wrong_partial_content import RULE
from tests.fakes.exchanges import case, final, get, request

_ASKED = get("Range: bytes=0-9")
_TEN = "Content-Range: bytes 0-9/10"

RAISES: dict[str, Case] = {
    "not asked for": case(get(), final(206, "Content-Range: bytes 0-2/3", content=b"abc")),
    "too short": case(_ASKED, final(206, _TEN, content=b"abc")),
    "too long": case(_ASKED, final(206, _TEN, content=b"abcdefghijk")),
    "to HEAD, by what is announced": case(
        request("HEAD", "Range: bytes=0-9"), final(206, _TEN, "Content-Length: 3", framing=Framing.NONE)
    ),
    "incomplete, by what was announced": case(_ASKED, final(206, _TEN, "Content-Length: 3", complete=False)),
}
QUIET: dict[str, Case] = {
    "right": case(_ASKED, final(206, _TEN, content=b"abcdefghij")),
    "of unknown length": case(_ASKED, final(206, "Content-Range: bytes 0-2/*", content=b"abc")),
    "long, and not all kept": case(_ASKED, final(206, _TEN, content=b"abc", content_octets=10)),
    "several parts": case(
        _ASKED, final(206, "Content-Type: multipart/byteranges; boundary=x", _TEN, content=b"--x ...")
    ),
    "no Content-Range, which STA004 says": case(_ASKED, final(206, content=b"abc")),
    "malformed, which HDR003 says": case(_ASKED, final(206, "Content-Range: bytes 9-0/10", content=b"abc")),
    "another unit": case(get("Range: lines=0-9"), final(206, "Content-Range: lines 0-9/10", content=b"abc")),
    "incomplete, nothing announced": case(_ASKED, final(206, _TEN, content=b"abc", complete=False)),
    "a 200": case(get(), final(200, content=b"abc")),
    "no final response": case(get()),
}


def test_it_gives_both_numbers() -> None:
    (found,) = RULE.judge(RAISES["too short"])
    assert found.message == "Content-Range: bytes 0-9/10 is 10 octets, and the 206 carries 3"
    assert (found.field, found.data) == ("Content-Range", {"range_octets": 10, "content_octets": 3})


def test_a_206_can_have_both_faults() -> None:
    found = RULE.judge(case(get(), final(206, _TEN, content=b"abc")))
    assert [one.field for one in found] == ["", "Content-Range"]
    assert found[0].message == "The 206 answers a request without Range"
