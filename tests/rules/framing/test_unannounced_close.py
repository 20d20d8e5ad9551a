from interim.exchange.messages import Framing
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.framing.unannounced_close import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {
    "no Connection: close": case(get(), final(200, "Content-Length: 0"), ended_at=0.2),
    "keep-alive instead": case(get(), final(200, "Connection: keep-alive")),
    "content until close": case(get(), final(200, content=b"ok", framing=Framing.CLOSE)),
    "content until close, announced": case(get(), final(200, "Connection: close", framing=Framing.CLOSE)),
}
QUIET: dict[str, Case] = {
    "announced": case(get(), final(200, "Connection: close")),
    "announced with more": case(get(), final(200, "Connection: X-A, Close")),
    "asked for": case(get("Connection: close"), final(200)),
    "still open": case(get(), final(200), ended=End.DEADLINE),
    "incomplete": case(get(), final(200, complete=False)),
    "HTTP/1.0 request": case(get(version="HTTP/1.0"), final(200, framing=Framing.CLOSE)),
    "HTTP/1.0 response": case(get(), final(200, framing=Framing.CLOSE, version="HTTP/1.0")),
    "HTTP/2": case(get(version="HTTP/2"), final(200, framing=Framing.STREAM, version="HTTP/2")),
    "101": case(get(), final(101, framing=Framing.TUNNEL)),
    "no final response": case(get()),
}


def test_it_tells_the_two_apart() -> None:
    (unannounced,) = RULE.judge(RAISES["no Connection: close"])
    (delimited,) = RULE.judge(RAISES["content until close"])
    assert unannounced.message == "The connection closed after the 200, which does not say Connection: close"
    assert (unannounced.field, unannounced.at_ns) == ("Connection", 200_000_000)
    assert delimited.message == "Only the close of the connection ends the content of the 200"
