from interim.rules.case import Case
from interim.rules.interims.switching_without_upgrade import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "no Upgrade field": case(get("Upgrade: websocket"), final(101, "Connection: Upgrade")),
    "an empty one": case(get("Upgrade: websocket"), final(101, "Upgrade: ")),
    "unasked, and HTTP goes on": case(get(), interim(101), final()),
}
QUIET: dict[str, Case] = {
    "with Upgrade": case(get("Upgrade: websocket"), final(101, "Connection: Upgrade", "Upgrade: websocket")),
    "on HTTP/2, which has no 101 at all": case(get(version="HTTP/2"), interim(101, version="HTTP/2"), final()),
    "426 is another code": case(get(), final(426)),
}


def test_it_points_at_the_message() -> None:
    assert [(one.part, one.field) for one in RULE.judge(RAISES["no Upgrade field"])] == [("final", "Upgrade")]
