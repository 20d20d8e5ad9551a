"""CAC001: faults and conflicts in Cache-Control and its kin. httplint finds them; see `fields/httplint_notes.py`."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.fields.httplint_adapter import founds_of
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    return founds_of(case, "CAC001")


RULE = Rule(
    id="CAC001",
    name="bad_cache_control",
    severity=Severity.ERROR,
    summary="Cache-Control is malformed or contradicts itself",
    spec=("RFC 9111 §5.2",),
    why=(
        "A cache ignores a directive that it cannot read, and where two contradict each other caches differ in which "
        "one they follow. So the response is kept too long, too short, or by a cache that should not have it."
    ),
    bad="HTTP/1.1 200 OK\r\nCache-Control: max-age=ten\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nCache-Control: max-age=10\r\nContent-Length: 0\r\n\r\n",
    fix="Set the field in one place. Proxies and frameworks that each add a line are the usual source of conflicts.",
    check=_check,
)
