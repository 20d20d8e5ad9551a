from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.status.content_in_205 import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {
    "length": case(get(), final(205, "Content-Length: 4", content=b"done")),
    "chunked": case(get(), final(205, content=b"done", framing=Framing.CHUNKED)),
    "not kept": case(get(), final(205, content_octets=4)),
}
QUIET: dict[str, Case] = {
    "empty": case(get(), final(205, "Content-Length: 0")),
    "empty chunks": case(get(), final(205, "Transfer-Encoding: chunked", framing=Framing.CHUNKED)),
    "a 200": case(get(), final(200, content=b"done")),
    "no final response": case(get()),
}


def test_it_counts_the_octets() -> None:
    (found,) = RULE.judge(RAISES["length"])
    assert (found.message, found.data) == ("The 205 carries 4 octets of content", {"octets": 4})
