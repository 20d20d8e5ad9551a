"""The corpus of recorded exchanges: each gives the findings that it was made for, and no false ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from interim.inspector.judge import judge
from interim.inspector.replay import load_replay
from interim.rules.finding import Severity

CORPUS = Path(__file__).parent.parent.parent / "data" / "corpus"
EXPECTED: dict[str, dict[str, Any]] = json.loads((CORPUS / "expected.json").read_text())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_recorded_exchange_is_judged_as_expected(name: str) -> None:
    (exchange,) = load_replay((CORPUS / f"{name}.json").read_bytes(), name)
    report = judge(exchange)
    found = {finding.id for finding in report.findings}
    expected = EXPECTED[name]
    assert set(expected["must"]) <= found
    assert not set(expected["must_not"]) & found
    if expected["clean"]:
        assert report.at_or_above(Severity.WARNING) == ()


def test_every_recorded_exchange_has_its_expectation() -> None:
    assert {path.stem for path in CORPUS.glob("*.json")} - {"expected"} == set(EXPECTED)
