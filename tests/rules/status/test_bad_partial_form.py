from interim.rules.case import Case
from interim.rules.status.bad_partial_form import RULE
from tests.fakes.exchanges import case, final, get

_MULTIPART = "Content-Type: Multipart/Byteranges; boundary=x"
_RANGE = "Content-Range: bytes 0-2/10"

RAISES: dict[str, Case] = {
    "one part without": case(get("Range: bytes=0-2"), final(206, content=b"abc")),
    "several parts with": case(get("Range: bytes=0-2,5-6"), final(206, _MULTIPART, _RANGE)),
}
QUIET: dict[str, Case] = {
    "one part with": case(get("Range: bytes=0-2"), final(206, _RANGE, content=b"abc")),
    "several parts without": case(get("Range: bytes=0-2,5-6"), final(206, _MULTIPART)),
    "a 200": case(get("Range: bytes=0-2"), final(200)),
    "no final response": case(get("Range: bytes=0-2")),
}


def test_it_tells_the_two_apart() -> None:
    (without,) = RULE.judge(RAISES["one part without"])
    (with_it,) = RULE.judge(RAISES["several parts with"])
    assert without.message == "The 206 does not say which part it carries: there is no Content-Range"
    assert with_it.message == "The 206 has several parts and carries Content-Range: bytes 0-2/10 for all of them"
