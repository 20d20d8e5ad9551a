"""INT006: 101 where there is nothing to switch."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.received import arrived_ns, is_http1, switches
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    if is_http1(case.exchange):
        return
    for part, index, message in switches(case.exchange):
        yield Found(
            message=f"The server sent 101 (Switching Protocols) on {case.exchange.request.version}",
            part=part,
            index=index,
            at_ns=arrived_ns(message),
        )


RULE = Rule(
    id="INT006",
    name="switching_on_http2",
    severity=Severity.ERROR,
    summary="101 (Switching Protocols) on HTTP/2 or HTTP/3",
    spec=("RFC 9113 §8.6", "RFC 9114 §4.5"),
    codes=(101,),
    why=(
        "HTTP/2 and HTTP/3 do not support 101: one stream cannot take over the connection of all others. Clients reset "
        "the stream. It usually comes from a gateway that passes on what its HTTP/1.1 server said."
    ),
    bad=":status: 101\nupgrade: websocket",
    good=":status: 200\n(to a CONNECT request with :protocol = websocket, RFC 8441 §4)",
    fix=(
        "Let the gateway translate: an extended CONNECT (RFC 8441) becomes an Upgrade towards the server, and its 101 "
        "a 200. Where that is not possible, answer 501."
    ),
    check=_check,
)
