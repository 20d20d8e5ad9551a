"""The samples that send a final code, run as servers and inspected."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from interim.inspector.inquiry import Active
from interim.web.samples.answers import ANSWERS, PARTS
from interim.web.samples.catalogue import samples_for
from interim.web.samples.stacks import SERVERS
from tests.e2e.web.samples.judged import asked_for, expected_status, faults, looked_at, statuses
from tests.e2e.web.samples.process import served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

ORIGIN = "http://localhost:8102"
STACKS = [recipe.id for recipe in SERVERS if recipe.ran]
OFTEN = (204, 206, 304, 401, 503)
"""No content, a part, a condition, a challenge, and a wait: what frameworks treat in ways of their own."""
AT_ONCE = 5


def fault_of(stack: str, code: int, folder: Path, active: Active) -> str:
    """Run one sample; what is wrong with it, in words, or nothing."""
    folder.mkdir()
    (sample,) = (one for one in samples_for(code, ORIGIN) if one.id == stack)
    with served(sample, folder) as url:
        report = looked_at(url, asked_for(code, url), active=active)
        if statuses(report) != [expected_status(code)] or faults(report):
            return f"{statuses(report)} {[(one.id, one.message) for one in report.findings]}"
        if code in PARTS:
            report = looked_at(url, active=active)
            if statuses(report) != [200] or faults(report):
                return f"asked for all of it: {statuses(report)} {[one.id for one in report.findings]}"
        guard = ANSWERS[code].guard
        if guard is not None:
            report = looked_at(url, [(guard.field, guard.value or "anything")])
            if statuses(report) not in ([200], [204]) or faults(report):
                return f"with {guard.field}: {statuses(report)} {[one.id for one in report.findings]}"
    return ""


def faults_of(stack: str, codes: Iterable[int], folder: Path, active: Active = "none") -> dict[int, str]:
    """Run the samples of a stack, some at a time; those that are wrong."""
    codes = list(codes)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda code: fault_of(stack, code, folder / str(code), active), codes)
        return {code: fault for code, fault in zip(codes, found, strict=True) if fault}


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_sends_these_codes_without_a_fault(stack: str, tmp_path: Path) -> None:
    assert faults_of(stack, OFTEN, tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_sends_every_code_and_no_check_finds_a_fault(stack: str, tmp_path: Path) -> None:
    assert faults_of(stack, ANSWERS, tmp_path, "safe") == {}
