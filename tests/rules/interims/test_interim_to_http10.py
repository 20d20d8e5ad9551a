import pytest

from interim.rules.case import Case
from interim.rules.interims.interim_to_http10 import RULE
from tests.fakes.exchanges import case, exchange, final, get, interim

_OLD = get(version="HTTP/1.0")

RAISES: dict[str, Case] = {
    "102 to HTTP/1.0": case(_OLD, interim(102, at=22.0), final(at=30.0)),
    "100 to HTTP/1.0": case(_OLD, interim(100), final()),
    "101 to HTTP/1.0": case(_OLD, final(101, "Upgrade: websocket")),
    "labelled HTTP/1.0": case(get(), interim(102, version="HTTP/1.0"), final()),
    "101 labelled HTTP/1.0": case(get("Upgrade: x"), final(101, "Upgrade: x", version="HTTP/1.0")),
    "the repeat as HTTP/1.0": case(get(), final(), probes={"http10": (exchange(_OLD, interim(102), final()),)}),
}
QUIET: dict[str, Case] = {
    "102 to HTTP/1.1": case(get(), interim(102), final()),
    "HTTP/1.1 label to HTTP/2": case(get(version="HTTP/2"), interim(102, version="HTTP/2"), final()),
    "no 1xx to HTTP/1.0": case(_OLD, final(version="HTTP/1.1")),
    "only the final response is labelled HTTP/1.0": case(get(), final(version="HTTP/1.0")),
    "the repeat got none": case(get(), interim(102), final(), probes={"http10": (exchange(_OLD, final()),)}),
}


@pytest.mark.parametrize("label", ["HTTP/0.9", "HTTP/0", "HTTP/1.0"])
def test_any_version_before_11_is_too_old(label: str) -> None:
    found = RULE.judge(case(get(), interim(102, version=label), final()))
    assert [(one.message, one.index) for one in found] == [(f"The 102 is labelled {label}", 0)]


def test_a_repeat_is_told_as_what_the_probe_showed() -> None:
    found = RULE.judge(RAISES["the repeat as HTTP/1.0"])
    assert [(one.probe, one.data["interims"]) for one in found] == [("http10", 1)]
    assert "102" in found[0].message
