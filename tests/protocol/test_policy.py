from typing import Any

import pytest

from interim.errors import InvalidInput
from interim.protocol.pacing import Pace
from interim.protocol.policy import Policy


def test_the_defaults_are_those_of_the_documentation() -> None:
    policy = Policy()
    assert (policy.path, policy.clients, policy.status, policy.max_interims) == ("unknown", "known", 102, 4)
    assert (policy.first_after_s, policy.every_s) == (15, 25)
    assert (policy.hold_s, policy.unknown_hold_s, policy.http10_hold_s) == (110, 25, 10)
    assert policy.capped_hold_s["cloudflare"] == 90


def test_a_pace_is_in_nanoseconds() -> None:
    pace = Policy(first_after_s=0.3, every_s=0.1).pace(3)
    assert pace == Pace(first_ns=300_000_000, every_ns=100_000_000, limit=3)


def test_single_capped_paths_can_be_changed_and_switched_off() -> None:
    policy = Policy(capped_hold_s={"cloudflare": 80, "heroku": None})
    assert policy.capped_hold_s["cloudflare"] == 80
    assert policy.capped_hold_s["heroku"] is None
    assert policy.capped_hold_s["aws-alb"] == 50


@pytest.mark.parametrize(
    "word",
    [
        {"path": "nginx"},
        {"clients": "some"},
        {"first_after_s": -1},
        {"first_after_s": "15"},
        {"first_after_s": True},
        {"first_after_s": float("nan")},
        {"every_s": 0},
        {"every_s": 86401},
        {"max_interims": 91},
        {"max_interims": -1},
        {"max_interims": 1.0},
        {"status": 100},
        {"status": 101},
        {"status": 200},
        {"hold_s": -1},
        {"unknown_hold_s": -1},
        {"http10_hold_s": None},
        {"capped_hold_s": {"nginx": 3}},
        {"capped_hold_s": {"heroku": -3}},
    ],
    ids=str,
)
def test_a_bad_setting_is_refused_by_its_name(word: dict[str, Any]) -> None:
    (name,) = word
    with pytest.raises(InvalidInput) as raised:
        Policy(**word)
    assert raised.value.parameter.startswith(name)
    assert raised.value.allowed
