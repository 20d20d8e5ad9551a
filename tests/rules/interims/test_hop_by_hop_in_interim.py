import pytest

from interim.rules.case import Case
from interim.rules.interims.hop_by_hop_in_interim import RULE
from tests.fakes.exchanges import case, final, get, interim

_SWITCH = ("Connection: Upgrade", "Upgrade: websocket")

RAISES: dict[str, Case] = {
    "Connection: close": case(get(), interim(102, "Connection: close"), final()),
    "Connection: keep-alive": case(get(), interim(103, "Connection: keep-alive", "Keep-Alive: timeout=65"), final()),
    "Upgrade outside a 101": case(get(), interim(102, "Upgrade: h2c"), final()),
    "a 101 that closes": case(get("Upgrade: x"), final(101, "Connection: close, Upgrade", "Upgrade: x")),
    "in a late one": case(get(), final(), late=[interim(102, "Connection: close", at=1.0)]),
}
QUIET: dict[str, Case] = {
    "in the final response": case(get(), interim(102), final(200, "Connection: close", "Keep-Alive: timeout=5")),
    "101 with Connection: Upgrade": case(get("Upgrade: websocket"), final(101, *_SWITCH)),
    "an interim 101 with Connection: Upgrade": case(get("Upgrade: websocket"), interim(101, *_SWITCH), final()),
    "on HTTP/2, where it is malformed": case(get(version="HTTP/2"), interim(103, "connection: close"), final()),
    "Transfer-Encoding has its own rule": case(get(), interim(102, "Transfer-Encoding: chunked"), final()),
}


@pytest.mark.parametrize("name", ["Keep-Alive", "Proxy-Connection", "TE", "Upgrade"])
def test_each_field_about_the_connection_is_found(name: str) -> None:
    assert RULE.judge(case(get(), interim(103, f"{name}: x"), final()))[0].field == name


def test_one_message_is_told_once_with_all_its_fields() -> None:
    found = RULE.judge(RAISES["Connection: keep-alive"])
    assert [(one.message, one.index, one.data["fields"]) for one in found] == [
        ("The 103 carries Connection: keep-alive and Keep-Alive: timeout=65", 0, ["Connection", "Keep-Alive"])
    ]
