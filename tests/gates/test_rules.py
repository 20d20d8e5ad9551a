"""Every rule is in order, has its words, its page and its tests, and does what its tests say."""

import functools
import importlib
import importlib.util
import json
import pkgutil
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import interim.rules
from interim.codes.registry import REGISTRY
from interim.peers.catalogue import PEERS
from interim.rules.caching.catalogue import CACHING
from interim.rules.case import Case, Probe
from interim.rules.catalogue import FAMILIES, RULES
from interim.rules.fields.catalogue import FIELDS
from interim.rules.finding import Severity
from interim.rules.framing.catalogue import FRAMING
from interim.rules.interims.catalogue import INTERIMS
from interim.rules.long_running.catalogue import LONG_RUNNING
from interim.rules.page import clause_url
from interim.rules.rule import Rule
from interim.rules.status.catalogue import STATUS
from interim.rules.threshold import THRESHOLDS
from interim.rules.timing.catalogue import TIMING

ROOT = Path(__file__).parent.parent.parent
SECTIONS: dict[str, dict[str, str]] = json.loads((ROOT / "tests" / "data" / "rfc-sections.json").read_text("utf-8"))
FOLDERS: Mapping[str, tuple[Rule, ...]] = {
    "interims": INTERIMS,
    "timing": TIMING,
    "long_running": LONG_RUNNING,
    "status": STATUS,
    "framing": FRAMING,
    "caching": CACHING,
    "fields": FIELDS,
}
FOLDER_OF = {rule.id: folder for folder, rules in FOLDERS.items() for rule in rules}

SEVERITIES = {
    Severity.ERROR: """
        INT001 INT002 INT003 INT004 INT005 INT006 INT007 INT008 INT011 INT016 LRO003 LRO007 LRO009
        STA001 STA002 STA003 STA004 STA005 STA007 STA008 STA009 STA011 STA012 STA013 STA014 STA015 STA016
        FRM001 FRM002 FRM003 FRM004 FRM005 FRM006 FRM008 FRM009 FRM010 CAC001 CAC006 HDR003 HDR004
        FRM012
    """,
    Severity.WARNING: """
        INT012 INT013 INT014 INT017 INT018 INT021 TIM001 TIM003 TIM005 TIM007 TIM008 TIM009 LRO001 LRO004 LRO008
        STA006 STA010 FRM007 CAC003 CAC004 CAC005 CAC007 CAC008 HDR001 HDR002 HDR005
        INT022 LRO011 HDR007
    """,
    Severity.NOTE: """
        INT009 INT010 INT015 INT019 INT020 TIM002 TIM004 TIM006 TIM010 TIM011 TIM012 LRO002 LRO005 LRO006 LRO010
        FRM011 CAC002 HDR006
    """,
}
"""All rules by severity: the 84 of the first catalogue, and on the last line those that came later."""

ALL = [pytest.param(rule, id=rule.id) for rule in RULES.values()]


@functools.cache
def cases_of(rule: Rule) -> ModuleType:
    """The module with the cases of a rule."""
    path = ROOT / "tests" / "rules" / FOLDER_OF[rule.id] / f"test_{rule.name}.py"
    spec = importlib.util.spec_from_file_location(f"gates_{rule.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written() -> str:
    """The page of the rules as scripts/rules-page writes it."""
    spec = importlib.util.spec_from_file_location("rules_page", ROOT / "scripts" / "rules_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = module.document()
    assert isinstance(page, str)
    return page


def test_the_catalogue_holds_these_rules_with_these_severities() -> None:
    expected = {rule_id: severity for severity, ids in SEVERITIES.items() for rule_id in ids.split()}
    assert len(expected) == 88
    assert {rule.id: rule.severity for rule in RULES.values()} == expected


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_family_is_in_the_order_of_its_ids(folder: str) -> None:
    ids = [rule.id for rule in FOLDERS[folder]]
    assert ids == sorted(set(ids))
    assert len({rule_id[:3] for rule_id in ids}) == 1


def test_every_family_is_in_the_catalogue() -> None:
    assert list(RULES.values()) == [rule for rules in FOLDERS.values() for rule in rules]
    assert [rules[0].id[:3] for rules in FOLDERS.values()] == list(FAMILIES)


def test_every_rule_has_one_file_of_its_name() -> None:
    found = {}
    for module in pkgutil.walk_packages(interim.rules.__path__, "interim.rules."):
        folder, _, name = module.name.removeprefix("interim.rules.").partition(".")
        rule = getattr(importlib.import_module(module.name), "RULE", None)
        if rule is not None:
            found[rule.id] = (folder, name)
    assert found == {rule.id: (FOLDER_OF[rule.id], rule.name) for rule in RULES.values()}


@pytest.mark.parametrize("rule", ALL)
def test_a_rule_has_its_words(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]+", rule.name)
    assert not rule.summary.endswith(".")
    assert not re.search(r"[a-z]\. [A-Z]", rule.summary)
    for prose in (rule.why, rule.fix):
        assert prose.endswith(".")
        assert "  " not in prose
    assert rule.bad != rule.good
    assert all((rule.summary, rule.bad.strip(), rule.good.strip()))
    assert "\N{EM DASH}" not in rule.summary + rule.why + rule.fix + rule.bad + rule.good


@pytest.mark.parametrize("rule", ALL)
def test_the_clauses_of_a_rule_exist(rule: Rule) -> None:
    assert len(set(rule.spec)) == len(rule.spec)
    for clause in rule.spec:
        match = re.fullmatch(r"(RFC \d+) §(\d[0-9.]*|[A-Z](?:\.\d+)*)", clause)
        if match is None:
            assert clause == "Fetch, CORS protocol"
        else:
            assert match[2] in SECTIONS[match[1]], clause
        assert clause_url(clause).startswith("https://")


@pytest.mark.parametrize("rule", ALL)
def test_the_codes_of_a_rule_are_known_and_ascend(rule: Rule) -> None:
    assert set(rule.codes) <= set(REGISTRY)
    assert list(rule.codes) == sorted(set(rule.codes))


@pytest.mark.parametrize("rule", ALL)
def test_whom_a_rule_hurts_was_measured(rule: Rule) -> None:
    assert set(rule.hurts) <= set(PEERS)
    assert len(set(rule.hurts)) == len(rule.hurts)


@pytest.mark.parametrize("rule", ALL)
def test_a_rule_names_settings_and_probes_that_exist(rule: Rule) -> None:
    assert set(rule.settings) <= {one.attribute for one in THRESHOLDS.values()}
    assert set(rule.probes) <= set(get_args(Probe))


def test_every_threshold_is_that_of_a_rule() -> None:
    used = {attribute for rule in RULES.values() for attribute in rule.settings}
    assert used == {one.attribute for one in THRESHOLDS.values()}


@pytest.mark.parametrize("rule", ALL)
def test_a_rule_is_raised_by_each_case_that_breaks_it(rule: Rule) -> None:
    cases: dict[str, Case] = cases_of(rule).RAISES
    assert cases
    assert [name for name, case in cases.items() if not rule.judge(case)] == []


@pytest.mark.parametrize("rule", ALL)
def test_a_rule_is_quiet_on_each_near_miss(rule: Rule) -> None:
    cases: dict[str, Case] = cases_of(rule).QUIET
    assert cases
    assert {name: found for name, case in cases.items() if (found := rule.judge(case))} == {}


@pytest.mark.parametrize("rule", ALL)
def test_a_finding_carries_the_name_of_its_rule_and_a_sentence(rule: Rule) -> None:
    for case in cases_of(rule).RAISES.values():
        for finding in rule.judge(case):
            assert finding.id == rule.id
            assert finding.spec == rule.spec
            assert finding.message
            assert json.loads(json.dumps(finding.to_json())) == finding.to_json()


def test_the_page_of_the_rules_is_up_to_date() -> None:
    # When this fails: scripts/rules-page
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == written()
