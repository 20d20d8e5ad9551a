"""Where a finding is, in words."""

import pytest

from interim.inspector.formats.where import seconds, where
from interim.rules.finding import Finding, Severity


def finding(
    part: str = "", index: int | None = None, field: str = "", at_ns: int | None = None, probe: str = ""
) -> Finding:
    return Finding(
        id="INT002", severity=Severity.ERROR, message="x", part=part, index=index, field=field, at_ns=at_ns, probe=probe
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (finding(), "the exchange"),
        (finding(part="interim", index=0, field="Via", at_ns=1_500_000_000), "interim response 1, Via, +1.500 s"),
        (finding(part="late", index=2), "late interim response 3"),
        (finding(part="final"), "the final response"),
        (finding(part="request", at_ns=-1_000_000), "the request, -0.001 s"),
        (finding(probe="range"), "seen by the check range"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_what_applies_is_said(found: Finding, words: str) -> None:
    assert where(found) == words


def test_a_time_has_its_sign() -> None:
    assert seconds(0) == "+0.000 s"
