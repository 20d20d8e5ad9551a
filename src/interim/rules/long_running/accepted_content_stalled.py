"""LRO011: a 202 whose content trickles in."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Framing
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment, spell
from interim.rules.reading.silence import Silence, longest
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 202 or final.framing is Framing.TUNNEL:
        return
    silence = _stall(case.exchange, final)
    if silence.length_ns >= case.settings.accepted_stall_ns:
        came = "and then its content went on" if final.complete else "and its content was never complete"
        yield Found(
            message=(
                f"After the head of the 202 nothing came for {spell(silence.length_ns)}, from "
                f"{moment(silence.from_ns)} to {moment(silence.until_ns)}, {came}"
            ),
            part="final",
            at_ns=silence.from_ns,
            data={"silence": silence.length_ns / 1_000_000_000},
        )


def _stall(exchange: Exchange, final: Final) -> Silence:
    """The longest silence from the head of the response to its end, or to ours if it never ended."""
    head_ns = final.head_at_ns
    end_ns = exchange.end_at_ns if final.end_at_ns is None else final.end_at_ns
    return longest([head_ns, *(at for at in exchange.timeline.arrivals if head_ns < at < end_ns), max(head_ns, end_ns)])


RULE = Rule(
    id="LRO011",
    name="accepted_content_stalled",
    severity=Severity.WARNING,
    summary="The content of a 202 (Accepted) stalls: the result trickles in on a response that only accepts",
    spec=("RFC 9110 §15.3.3",),
    codes=(202,),
    why=(
        "202 exists so that the connection need not last until the work is done: the response describes the status and "
        "ends. Sending the head at once and the result later in the same response keeps the connection open all the "
        "same, with a status that says neither success nor failure. Proxies time out in the silence, or buffer all of "
        "it."
    ),
    bad=(
        "+0.0 s  HTTP/1.1 202 Accepted\n        Transfer-Encoding: chunked\n\n        started\n"
        "+2.0 s  done: 42\n        (end of the content)"
    ),
    good=(
        "+0.0 s  HTTP/1.1 202 Accepted\n        Location: /jobs/17\n        Retry-After: 2\n"
        "        Content-Length: 7\n\n        started"
    ),
    fix=(
        "End the 202 at once with what describes the status, and offer a status monitor for the result. To keep the "
        "client on the connection, send 102 while the work runs and then one final 200."
    ),
    settings=("accepted_stall_ns",),
    check=_check,
)
