from interim.rules.case import Case
from interim.rules.framing.transfer_encoding_in_http10 import RULE
from tests.fakes.exchanges import case, final, get, interim

_CHUNKED = "Transfer-Encoding: chunked"

RAISES: dict[str, Case] = {
    "to an HTTP/1.0 request": case(get(version="HTTP/1.0"), final(200, _CHUNKED)),
    "labelled HTTP/1.0": case(get(), final(200, _CHUNKED, version="HTTP/1.0")),
}
QUIET: dict[str, Case] = {
    "HTTP/1.1": case(get(), final(200, _CHUNKED)),
    "HTTP/1.0 with a length": case(get(version="HTTP/1.0"), final(200, "Content-Length: 0", version="HTTP/1.0")),
    "a 103 in HTTP/1.1": case(get(), interim(103, _CHUNKED), final()),
    "no final response": case(get(version="HTTP/1.0")),
}


def test_it_says_which_of_the_two_it_is() -> None:
    (answer,) = RULE.judge(RAISES["to an HTTP/1.0 request"])
    (label,) = RULE.judge(RAISES["labelled HTTP/1.0"])
    assert answer.message == "The 200 answers an HTTP/1.0 request and carries Transfer-Encoding: chunked"
    assert label.message == "The 200 is labelled HTTP/1.0 and carries Transfer-Encoding: chunked"
    assert answer.field == "Transfer-Encoding"
