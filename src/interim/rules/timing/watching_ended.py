"""TIM011: we stopped watching before the end."""

from collections.abc import Iterator

from interim.exchange.messages import Framing
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_REASONS = {End.DEADLINE: "its deadline", End.LIMIT: "a limit of its own"}


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    final = exchange.final
    # In a tunnel, after 101 or to CONNECT, there is no end of the response to wait for.
    if exchange.end.by_peer or (
        final is not None and (final.complete or final.status == 101 or final.framing is Framing.TUNNEL)
    ):
        return
    missing = "the final response" if final is None else f"the content of the final {final.status}"
    yield Found(
        message=(
            f"The recorder stopped at {moment(exchange.end_at_ns)}, at {_REASONS[exchange.end]}, "
            f"before {missing} was complete: no verdict"
        ),
        part="" if final is None else "final",
        at_ns=exchange.end_at_ns,
        data={"end": exchange.end.value},
    )


RULE = Rule(
    id="TIM011",
    name="watching_ended",
    severity=Severity.NOTE,
    summary="The observation ended by our own deadline or limit: no verdict on the final response",
    spec=(),
    why=(
        "Nothing is wrong so far, but the exchange was not over. Rules about the final response had nothing, or only a "
        "part of it, to judge."
    ),
    bad="+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 102 Processing\n+50.0 s  (the recorder stops)",
    good="+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 102 Processing\n+55.0 s  HTTP/1.1 200 OK",
    fix="Watch for longer (`interim inspect --watch`), or find out why the server does not answer.",
    check=_check,
)
