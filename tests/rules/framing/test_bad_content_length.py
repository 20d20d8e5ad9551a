from interim.rules.case import Case
from interim.rules.framing.bad_content_length import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "two lengths": case(get(), final(200, "Content-Length: 3", "Content-Length: 5")),
    "two lengths in one line": case(get(), final(200, "Content-Length: 3, 5")),
    "a sign": case(get(), final(200, "Content-Length: +3")),
    "a fraction": case(get(), final(200, "Content-Length: 3.0")),
    "empty": case(get(), final(200, "Content-Length:")),
    "negative": case(get(), final(200, "Content-Length: -1")),
    "not ASCII digits": case(get(), final(200, "Content-Length: ²")),
    "an empty member": case(get(), final(200, "Content-Length: 3,")),
    "longer than any number": case(get(), final(200, "Content-Length: " + "9" * 5000)),
}
QUIET: dict[str, Case] = {
    "one length": case(get(), final(200, "Content-Length: 3", content=b"abc")),
    "none": case(get(), final(200)),
    "the same twice": case(get(), final(200, "Content-Length: 3", "Content-Length: 3", content=b"abc")),
    "the same twice in one line": case(get(), final(200, "Content-Length: 3, 03", content=b"abc")),
    "a 1xx": case(get(), interim(102, "Content-Length: x"), final()),
    "no final response": case(get()),
}


def test_it_tells_a_conflict_from_a_malformed_value() -> None:
    (conflict,) = RULE.judge(RAISES["two lengths"])
    (malformed,) = RULE.judge(RAISES["a sign"])
    assert conflict.message == "The Content-Length of the 200, '3, 5', names different lengths"
    assert malformed.message == "The Content-Length of the 200, '+3', is not a number of octets"
    assert conflict.field == "Content-Length"
