"""Where a finding is, in words."""

from interim.rules.finding import Finding

__all__ = ["seconds", "where"]

_PARTS = {
    "": "",
    "request": "the request",
    "interim": "interim response",
    "final": "the final response",
    "late": "late interim response",
}


def where(finding: Finding) -> str:
    """The message, the field, the time and the active check concerned, as far as they apply."""
    part = _PARTS[finding.part]
    if finding.index is not None:
        part = f"{part} {finding.index + 1}"
    words = [part, finding.field, "" if finding.at_ns is None else seconds(finding.at_ns)]
    if finding.probe:
        words.append(f"seen by the check {finding.probe}")
    return ", ".join(word for word in words if word) or "the exchange"


def seconds(at_ns: int) -> str:
    """A time since the end of the request, with its sign, to the millisecond."""
    return f"{at_ns / 1_000_000_000:+.3f} s"
