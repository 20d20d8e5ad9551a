"""STA016: problem details that are no object, or that name another status."""

import json
from collections.abc import Iterator

from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.content import whole_content
from interim.rules.reading.media_type import media_type
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.framing is Framing.NONE or media_type(final.fields) != "application/problem+json":
        return
    content = whole_content(final)
    fault = None if content is None else _fault(content, final.status)
    if fault is not None:
        yield Found(message=fault, part="final", at_ns=final.head_at_ns)


def _fault(content: bytes, status: int) -> str | None:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return "The problem details are not JSON"
    if not isinstance(document, dict):
        return "The problem details are no JSON object"
    member = document.get("status")
    # Consumers ignore a member of the wrong type, so a status that is a string contradicts nothing.
    if isinstance(member, bool) or not isinstance(member, int | float) or member == status:
        return None
    return f"The problem details say status {str(member)[:20]}, and the status code is {status}"


RULE = Rule(
    id="STA016",
    name="bad_problem_details",
    severity=Severity.ERROR,
    summary="application/problem+json is not an object, or its status differs from the status code",
    spec=("RFC 9457 §3", "RFC 9457 §3.1.2"),
    why=(
        "Programs read the object to tell what went wrong. If it is none they fail on the failure; if it names another "
        "status, a client that goes by the content and one that goes by the code do different things."
    ),
    bad=(
        'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: 15\r\n\r\n{"status": 500}'
    ),
    good=(
        'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: 15\r\n\r\n{"status": 404}'
    ),
    fix="Write the member from the code that is really sent, or leave it out. Proxies that change the code break it.",
    check=_check,
)
