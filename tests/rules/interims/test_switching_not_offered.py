from interim.rules.case import Case
from interim.rules.interims.switching_not_offered import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "another protocol": case(get("Upgrade: websocket"), final(101, "Upgrade: TLS/1.0")),
    "another version": case(get("Upgrade: TLS/1.2"), final(101, "Upgrade: TLS/1.0")),
    "one more than was offered": case(get("Upgrade: TLS/1.2"), final(101, "Upgrade: TLS/1.2, IRC/6.9")),
    "nothing was offered": case(get(), final(101, "Upgrade: websocket")),
    "nothing was offered and HTTP goes on": case(get(), interim(101), final()),
}
QUIET: dict[str, Case] = {
    "what was offered": case(get("Upgrade: websocket"), final(101, "Upgrade: websocket")),
    "in another case": case(get("Upgrade: WebSocket"), final(101, "Upgrade: websocket")),
    "one of several": case(get("Upgrade: HTTP/2.0, IRC/6.9"), final(101, "Upgrade: IRC/6.9")),
    "a version where the offer had none": case(get("Upgrade: IRC"), final(101, "Upgrade: IRC/6.9")),
    "no Upgrade field in the answer": case(get("Upgrade: websocket"), final(101)),
    "on HTTP/2": case(get(version="HTTP/2"), interim(101, version="HTTP/2"), final()),
}


def test_it_names_both_protocols() -> None:
    assert [(one.message, one.part) for one in RULE.judge(RAISES["another protocol"])] == [
        ("The 101 switches to TLS/1.0, and the request offered websocket", "final")
    ]
