import pytest

from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule
from interim.rules.settings import Settings
from tests.fakes.exchanges import case, get


def _rule(*found: Found) -> Rule:
    return Rule(
        id="INT999",
        name="a_fault",
        severity=Severity.WARNING,
        summary="a fault",
        spec=("RFC 9110 §15",),
        why="It hurts.",
        bad="bad",
        good="good",
        fix="Mend it.",
        check=lambda _: found,
    )


def test_a_finding_has_the_id_and_the_clauses_of_its_rule() -> None:
    found = Found(message="x", part="late", index=1, field="F", at_ns=2, probe="head", data={"a": 1})
    (finding,) = _rule(found).judge(case(get()))
    assert (finding.id, finding.spec, finding.severity) == ("INT999", ("RFC 9110 §15",), Severity.WARNING)
    assert (finding.message, finding.part, finding.index, finding.field) == ("x", "late", 1, "F")
    assert (finding.at_ns, finding.probe, finding.data) == (2, "head", {"a": 1})


@pytest.mark.parametrize(
    ("own", "setting", "severity"),
    [
        (None, None, Severity.WARNING),
        (Severity.NOTE, None, Severity.NOTE),
        (None, Severity.ERROR, Severity.ERROR),
        (Severity.NOTE, Severity.ERROR, Severity.ERROR),
    ],
)
def test_a_setting_overrides_the_finding_and_the_finding_the_rule(
    own: Severity | None, setting: Severity | None, severity: Severity
) -> None:
    settings = Settings(severities={} if setting is None else {"INT999": setting})
    (finding,) = _rule(Found(message="x", severity=own)).judge(case(get(), settings=settings))
    assert finding.severity is severity
