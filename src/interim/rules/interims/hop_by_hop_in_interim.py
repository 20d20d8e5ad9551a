"""INT014: a 1xx response with fields about the connection."""

from collections.abc import Iterator

from interim.exchange.fields import Fields
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import EVERY_1XX
from interim.rules.reading.field_list import list_members
from interim.rules.reading.received import arrived_ns, every_1xx, is_http1
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

# RFC 9110 §7.6.1, without Transfer-Encoding, of which INT003 speaks. Upgrade belongs to a 101, and only there.
_FIELDS = ("Keep-Alive", "Proxy-Connection", "TE", "Upgrade")


def _check(case: Case) -> Iterator[Found]:
    # On HTTP/2 and HTTP/3 such a field makes the message malformed: FRM009.
    if not is_http1(case.exchange):
        return
    for part, index, message in every_1xx(case.exchange):
        wrong = _hop_by_hop(message.fields, switching=message.status == 101)
        if wrong:
            listed = " and ".join(f"{name}: {shown(value, 40)}" for name, value in wrong)
            yield Found(
                message=f"The {message.status} carries {listed}",
                part=part,
                index=index,
                field=wrong[0][0],
                at_ns=arrived_ns(message),
                data={"fields": [name for name, _ in wrong]},
            )


def _hop_by_hop(fields: Fields, *, switching: bool) -> list[tuple[str, str]]:
    found = []
    options = list_members(fields, "connection")
    named = [option for option in options if not (switching and option.lower() == "upgrade")]
    if named:
        found.append(("Connection", ", ".join(named)))
    for name in _FIELDS:
        value = fields.get(name)
        if value is not None and not (switching and name == "Upgrade"):
            found.append((name, value))
    return found


RULE = Rule(
    id="INT014",
    name="hop_by_hop_in_interim",
    severity=Severity.WARNING,
    summary="Connection: close or another hop-by-hop field in a 1xx response",
    spec=("RFC 9110 §7.6.1", "RFC 9112 §9.3"),
    codes=EVERY_1XX,
    why=(
        "Fields about the connection belong to the response that decides about it, the final one. A client that takes "
        "Connection: close in a 1xx at its word closes before the final response. A proxy that copies such fields to "
        "HTTP/2 makes the message malformed, and the stream is reset (nginx did so with 103)."
    ),
    bad="HTTP/1.1 102 Processing\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n...",
    good="HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n...",
    fix=(
        "Send Connection, Keep-Alive and their like with the final response only. Servers that add them to every "
        "header section need an exception for 1xx. The Connection: Upgrade of a 101 is right."
    ),
    check=_check,
)
