from interim.rules.case import Case
from interim.rules.status.no_upgrade_in_426 import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {
    "426": case(get(), final(426)),
    "an empty Upgrade": case(get(), final(426, "Upgrade:")),
}
QUIET: dict[str, Case] = {
    "with Upgrade": case(get(), final(426, "Upgrade: websocket", "Connection: Upgrade")),
    "HTTP/2, where it is forbidden": case(get(version="HTTP/2"), final(426, version="HTTP/2")),
    "400": case(get(), final(400)),
    "no final response": case(get()),
}


def test_it_names_the_field() -> None:
    assert RULE.judge(RAISES["426"])[0].field == "Upgrade"
