"""HDR003: a field value that breaks its syntax. httplint finds them; see `httplint_notes.py`."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.fields.httplint_adapter import founds_of
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    return founds_of(case, "HDR003")


RULE = Rule(
    id="HDR003",
    name="bad_field_value",
    severity=Severity.ERROR,
    summary="A field value breaks the syntax that is specified for it",
    spec=("RFC 9110 §5.5", "RFC 9110 §5.3"),
    why=(
        "Recipients ignore a value that they cannot read, or read another value out of it, each its own. Where that is "
        "a date, a range or a validator, it goes wrong without a trace."
    ),
    bad="HTTP/1.1 200 OK\r\nETag: v1\r\nContent-Length: 0\r\n\r\n",
    good='HTTP/1.1 200 OK\r\nETag: "v1"\r\nContent-Length: 0\r\n\r\n',
    fix="Write the value as the specification of the field says; libraries for dates, ETags and parameters do.",
    check=_check,
)
