"""INT007: 101 that does not say to what."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.reading.received import arrived_ns, is_http1, switches
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    if not is_http1(case.exchange):
        return
    for part, index, message in switches(case.exchange):
        if not list_members(message.fields, "upgrade"):
            yield Found(
                message="The 101 has no Upgrade field, so it does not say which protocol follows",
                part=part,
                index=index,
                field="Upgrade",
                at_ns=arrived_ns(message),
            )


RULE = Rule(
    id="INT007",
    name="switching_without_upgrade",
    severity=Severity.ERROR,
    summary="101 (Switching Protocols) without an Upgrade field",
    spec=("RFC 9110 §15.2.2", "RFC 9110 §7.8"),
    codes=(101,),
    why=(
        "A server that sends 101 MUST name the protocol that follows in an Upgrade field. Without it a client cannot "
        "know what the next octets are, and closes the connection."
    ),
    bad="HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n",
    good="HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    fix=(
        "Send Upgrade with the name of the protocol, and Connection: Upgrade. If a proxy in between removed it as "
        "hop-by-hop, configure the proxy to pass upgrades on."
    ),
    check=_check,
)
