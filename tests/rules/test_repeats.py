from interim.rules.finding import Finding, Severity
from interim.rules.repeats import told_once


def _finding(
    message: str = "x", *, index: int | None = None, rule_id: str = "INT002", part: str = "interim"
) -> Finding:
    return Finding(id=rule_id, severity=Severity.ERROR, message=message, part=part, index=index, data={"offset": index})


def test_what_is_said_of_several_messages_is_told_once_with_a_count() -> None:
    told = told_once([_finding(index=1), _finding(index=2), _finding(index=3)])
    assert [(one.message, one.index, one.data) for one in told] == [("x (3 times)", 1, {"offset": 1, "times": 3})]


def test_what_differs_is_told_apart_and_in_order() -> None:
    told = told_once([_finding("b"), _finding("a"), _finding("b", rule_id="INT003"), _finding("b", part="late")])
    assert [one.message for one in told] == ["b", "a", "b", "b"]
