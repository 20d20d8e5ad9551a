from interim.rules.case import Case
from interim.rules.interims.switching_on_http2 import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "101 and then 200": case(get(version="HTTP/2"), interim(101, version="HTTP/2"), final()),
    "101 alone": case(get(version="HTTP/2"), final(101, version="HTTP/2")),
    "on HTTP/3": case(get(version="HTTP/3"), interim(101, version="HTTP/3"), final()),
}
QUIET: dict[str, Case] = {
    "101 on HTTP/1.1": case(get("Upgrade: websocket"), final(101, "Upgrade: websocket")),
    "another 1xx on HTTP/2": case(get(version="HTTP/2"), interim(103, version="HTTP/2"), final()),
}


def test_it_names_the_version() -> None:
    found = RULE.judge(RAISES["on HTTP/3"])
    assert [(one.message, one.part, one.index) for one in found] == [
        ("The server sent 101 (Switching Protocols) on HTTP/3", "interim", 0)
    ]
