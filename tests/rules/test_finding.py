import pytest

from interim.errors import InvalidInput
from interim.rules.finding import Finding, Severity


def test_severities_are_ordered_and_have_words() -> None:
    assert sorted(Severity, reverse=True) == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert [Severity.of(severity.word) for severity in Severity] == list(Severity)


def test_an_unknown_severity_is_refused() -> None:
    with pytest.raises(InvalidInput, match="note, warning or error"):
        Severity.of("fatal")


def test_members_that_do_not_apply_are_left_out_of_the_json() -> None:
    finding = Finding(id="INT001", severity=Severity.ERROR, message="x", spec=("RFC 9110 §15",))
    assert finding.to_json() == {"id": "INT001", "severity": "error", "message": "x", "spec": ["RFC 9110 §15"]}


def test_a_place_and_a_time_are_in_the_json_even_when_they_are_zero() -> None:
    finding = Finding(
        id="INT002",
        severity=Severity.ERROR,
        message="x",
        part="interim",
        index=0,
        field="Content-Length",
        at_ns=0,
        probe="http10",
        data={"a": 1},
    )
    assert finding.to_json() == {
        "id": "INT002",
        "severity": "error",
        "message": "x",
        "spec": [],
        "part": "interim",
        "field": "Content-Length",
        "probe": "http10",
        "data": {"a": 1},
        "index": 0,
        "at": 0.0,
    }
