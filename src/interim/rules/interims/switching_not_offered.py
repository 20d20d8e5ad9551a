"""INT008: 101 to a protocol that the client did not offer."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.reading.received import arrived_ns, is_http1, switches
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    if not is_http1(case.exchange):
        return
    offers = list_members(case.exchange.request.fields, "upgrade")
    for part, index, message in switches(case.exchange):
        chosen = list_members(message.fields, "upgrade")
        strange = [name for name in chosen if not _offered(name, offers)]
        if not offers:
            text = "The 101 answers a request that offered no protocol in Upgrade"
        elif strange:
            text = f"The 101 switches to {shown(strange[0])}, and the request offered {shown(', '.join(offers))}"
        else:
            continue
        yield Found(message=text, part=part, index=index, field="Upgrade", at_ns=arrived_ns(message))


def _offered(chosen: str, offers: tuple[str, ...]) -> bool:
    """Names compare without case (RFC 9110 §7.8); a version that only one side names decides nothing."""
    name, _, version = chosen.partition("/")
    for offer in offers:
        offered_name, _, offered_version = offer.partition("/")
        if offered_name.lower() == name.lower() and (not version or not offered_version or version == offered_version):
            return True
    return False


RULE = Rule(
    id="INT008",
    name="switching_not_offered",
    severity=Severity.ERROR,
    summary="101 (Switching Protocols) to a protocol that the request did not offer",
    spec=("RFC 9110 §7.8",),
    codes=(101,),
    why=(
        "A server MUST NOT switch to a protocol that the client did not name in Upgrade. The client goes on to speak "
        "HTTP, or takes the 101 for the answer: the two sides no longer understand each other."
    ),
    hurts=("curl", "python-http-client", "httpx", "aiohttp", "niquests", "node-http"),
    bad=(
        "GET /chat HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\n"
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: TLS/1.0\r\n\r\n"
    ),
    good=(
        "GET /chat HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\n"
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    ),
    fix=(
        "Compare with the Upgrade field of the request before you answer 101, without regard to case. If a protocol is "
        "required, answer 426 with Upgrade."
    ),
    check=_check,
)
