"""INT021: interim responses that one path shows and the other does not."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_PROBES: tuple[Probe, ...] = ("compare", "http11", "http2")


def _check(case: Case) -> Iterator[Found]:
    for name in _PROBES:
        other = case.probe(name)
        if other is None:
            continue
        here, there = _names(name, case.exchange, other)
        for few, many, few_name, many_name in (
            (case.exchange, other, here, there),
            (other, case.exchange, there, here),
        ):
            yield from _lost(name, few, many, few_name, many_name)


def _lost(probe: Probe, few: Exchange, many: Exchange, few_name: str, many_name: str) -> Iterator[Found]:
    until_ns = few.final.head_at_ns if few.final is not None else few.end_at_ns
    # A 100 answers the expectation and may come from any hop; a 101 is not for a proxy to pass on.
    codes = sorted({interim.status for interim in many.interims} - {100, 101})
    for code in codes:
        # What came later there than the whole answer took here was not due here.
        due = sum(1 for interim in many.interims if interim.status == code and interim.at_ns < until_ns)
        seen = sum(1 for interim in few.interims if interim.status == code)
        # The two runs are not the same run: only less than half of them is a loss.
        if seen * 2 < due:
            yield Found(
                message=f"{code} came {_times(due)} on {many_name} and {_times(seen)} on {few_name} in the same time",
                probe=probe,
                data={"status": code, "seen": seen, "due": due, "lost_on": few_name},
            )


def _names(probe: Probe, exchange: Exchange, other: Exchange) -> tuple[str, str]:
    if probe == "compare":
        return shown(exchange.url or exchange.request.target, 200), shown(other.url or other.request.target, 200)
    return exchange.request.version, other.request.version


def _times(count: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(count, f"{count} times")


RULE = Rule(
    id="INT021",
    name="interims_lost",
    severity=Severity.WARNING,
    summary="Interim responses that come on one path, or one HTTP version, are missing on the other",
    spec=("RFC 9110 §15.2",),
    codes=(102, 103, 104),
    why=(
        "A proxy MUST forward 1xx responses, except a 100 that it asked for itself. Many do not: they drop all of them "
        "or all but the first, fail at the first, or hold them back until the end. Clients behind them see silence, "
        "and time out."
    ),
    hurts=(
        "nginx-1.22-http10",
        "nginx-1.22-http11",
        "nginx-1.26-http10",
        "nginx-1.26-http11",
        "varnish-7.1",
        "varnish-7.7",
        "go-1.19-reverseproxy",
        "envoy-1.40",
        "envoy-1.40-idle",
        "envoy-1.40-continue",
        "envoy-1.40-continue-h2",
        "h2o-2.2",
        "npm-http-proxy",
        "trafficserver-9.2",
    ),
    bad=("origin:       102 at +20 s, 102 at +40 s, 102 at +60 s, 200 at +65 s\nthrough proxy: nothing, 200 at +65 s"),
    good=(
        "origin:       102 at +20 s, 102 at +40 s, 102 at +60 s, 200 at +65 s\n"
        "through proxy: 102 at +20 s, 102 at +40 s, 102 at +60 s, 200 at +65 s"
    ),
    fix=(
        "Use a proxy that forwards 1xx as they come, and switch it on where it is an option. Where that cannot be, do "
        "not rely on 1xx: answer 202 with a status monitor."
    ),
    probes=_PROBES,
    check=_check,
)
