import json
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from interim.exchange.exchange import Exchange
from interim.rules.catalogue import RULES
from interim.rules.finding import Severity
from interim.rules.lint import lint
from interim.rules.settings import Settings
from tests.fakes.exchanges import DATE, exchange, final, get, interim, seconds
from tests.fakes.strange import strange_case, strange_exchange

_PLAIN = final(200, DATE, "Content-Type: text/plain", "Content-Length: 2", "Cache-Control: no-store", content=b"ok")
_OWN = ("INT", "TIM", "LRO")
"""The families whose findings these exchanges are made for; others may find more in them."""


def _ids(asked: Exchange, chosen: Settings | None = None) -> list[str]:
    return [finding.id for finding in lint(asked, chosen) if finding.id.startswith(_OWN)]


def test_a_plain_exchange_has_no_findings_of_interims_and_time() -> None:
    assert _ids(exchange(get(), _PLAIN)) == []


def test_the_worst_comes_first_and_then_the_order_of_the_catalogue() -> None:
    asked = exchange(
        get(),
        interim(103),
        interim(102, "Content-Length: 0", "Transfer-Encoding: chunked", "ETag: x", at=40.0),
        final(200, at=45.0),
    )
    assert _ids(asked) == ["INT002", "INT003", "INT018", "TIM001", "INT015", "TIM004"]


def test_a_heartbeat_that_repeats_its_fault_is_one_finding() -> None:
    beats = [interim(102, "Content-Length: 0", at=15.0 * beat) for beat in range(1, 5)]
    found = [one for one in lint(exchange(get(), *beats, final(at=65.0))) if one.id == "INT002"]
    assert [(one.message, one.index, one.data["times"]) for one in found] == [
        ("The 102 carries Content-Length: 0 (4 times)", 0, 4)
    ]


_SLOW = exchange(get(), interim(102, "Content-Length: 0", at=40.0), final(at=45.0))
"""INT002, TIM001, TIM004."""


@pytest.mark.parametrize(
    ("select", "ignore", "ids"),
    [
        ((), (), ["INT002", "TIM001", "TIM004"]),
        (("TIM",), (), ["TIM001", "TIM004"]),
        (("TIM001",), (), ["TIM001"]),
        ((), ("TIM",), ["INT002"]),
        (("TIM",), ("TIM00",), []),
        (("TIM001",), ("TIM",), ["TIM001"]),
        (("INT",), ("INT",), []),
    ],
)
def test_rules_are_selected_and_ignored_by_prefix(
    select: tuple[str, ...], ignore: tuple[str, ...], ids: list[str]
) -> None:
    assert _ids(_SLOW, Settings(select=select, ignore=ignore)) == ids


def test_a_severity_can_be_set_and_moves_the_finding() -> None:
    chosen = Settings(select=_OWN, severities={"TIM004": Severity.ERROR, "INT002": Severity.NOTE})
    assert [(one.id, one.severity.word) for one in lint(_SLOW, chosen)] == [
        ("TIM004", "error"),
        ("TIM001", "warning"),
        ("INT002", "note"),
    ]


@pytest.mark.parametrize(("profile", "word"), [("default", "note"), ("longrun", "warning"), ("webdav", "warning")])
def test_a_profile_sets_severities(profile: str, word: str) -> None:
    found = lint(exchange(get(), final(at=25.0)), Settings(select=("TIM002",)).under(profile))
    assert [one.severity.word for one in found] == [word]


def test_a_threshold_can_be_set() -> None:
    asked = exchange(get(), interim(102, at=6.0), final(at=9.0))
    assert _ids(asked) == []
    assert _ids(asked, Settings(first_102_ns=seconds(5.0))) == ["TIM001"]


def test_an_active_rule_judges_a_probe_and_finds_nothing_without() -> None:
    asked = exchange(get(), _PLAIN)
    probe = exchange(get(version="HTTP/1.0"), interim(102), final())
    assert _ids(asked) == []
    found = lint(asked, Settings(select=("INT005",)), probes={"http10": (probe,)})
    assert [(one.id, one.probe) for one in found] == [("INT005", "http10")]


def test_a_rule_that_asks_for_probes_finds_nothing_when_there_are_none() -> None:
    active = {rule.id for rule in RULES.values() if rule.probes}
    assert {"INT005", "INT021", "LRO009"} <= active
    assert {"INT021", "LRO009"}.isdisjoint(one.id for one in lint(_SLOW))


@settings(max_examples=120, deadline=None)
@given(st.randoms(use_true_random=True))
def test_no_rule_raises_on_any_case_and_every_finding_can_be_written(random: Random) -> None:
    case = strange_case(random)
    found = lint(case.exchange, probes=case.probes)
    assert [-one.severity for one in found] == sorted(-one.severity for one in found)
    for one in found:
        assert one.id in RULES
        assert one.message.isprintable(), one
        assert isinstance(json.dumps(one.to_json()), str)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=True))
def test_the_same_case_gives_the_same_findings(random: Random) -> None:
    asked = strange_exchange(random)
    assert lint(asked) == lint(asked)
