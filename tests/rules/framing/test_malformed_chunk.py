from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.framing.malformed_chunk import RULE
from tests.fakes.exchanges import case, fault, final, get

_SIZE = fault(FaultKind.CHUNK, part="final", detail="the size is not hexadecimal", excerpt=b"zz\r\n")

RAISES: dict[str, Case] = {
    "a bad size": case(get(), final(200, "Transfer-Encoding: chunked", complete=False), faults=[_SIZE]),
    "no detail": case(get(), final(), faults=[fault(FaultKind.CHUNK)]),
}
QUIET: dict[str, Case] = {
    "well-formed": case(get(), final(200, "Transfer-Encoding: chunked")),
    "cut off": case(get(), final(200, complete=False), faults=[fault(FaultKind.INCOMPLETE)]),
}


def test_it_says_what_is_wrong_and_keeps_the_octets() -> None:
    (found,) = RULE.judge(RAISES["a bad size"])
    assert found.message == "The chunked coding is malformed: the size is not hexadecimal"
    assert found.data == {"offset": 0, "excerpt": r"zz\r\n"}


def test_without_detail_it_is_a_sentence_all_the_same() -> None:
    assert RULE.judge(RAISES["no detail"])[0].message == "The chunked coding is malformed"
