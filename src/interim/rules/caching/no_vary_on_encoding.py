"""CAC004: a content coding was negotiated, and Vary does not say so."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final
from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.reading.cache_control import cache_directives
from interim.rules.reading.codings import content_codings
from interim.rules.reading.field_list import list_names
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_PROBES: tuple[Probe, ...] = ("identity", "gzip")


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    if exchange.final is None or exchange.request.method not in ("GET", "HEAD"):
        return
    plain, packed = (case.probe(name) for name in _PROBES)
    if plain is not None and packed is not None and plain.final is not None and packed.final is not None:
        yield from _prove(plain.final, packed.final)
    else:
        yield from _guess(exchange, exchange.final)


def _prove(plain: Final, packed: Final) -> Iterator[Found]:
    if plain.status != packed.status or content_codings(plain) == content_codings(packed):
        return
    for name, final in (("identity", plain), ("gzip", packed)):
        if _unannounced(final):
            coding = shown(", ".join(content_codings(final))) or "none"
            yield Found(
                message=(
                    f"The content coding depends on Accept-Encoding; the response to {name}, with {coding}, does not "
                    "say so in Vary"
                ),
                part="final",
                field="Vary",
                at_ns=final.head_at_ns,
                probe="identity" if final is plain else "gzip",
            )
            return


def _guess(exchange: Exchange, final: Final) -> Iterator[Found]:
    if content_codings(final) and "accept-encoding" in exchange.request.fields and _unannounced(final):
        yield Found(
            message=(
                f"The {final.status} has Content-Encoding: {shown(', '.join(content_codings(final)))}, which the "
                "request offered, and Vary does not name Accept-Encoding"
            ),
            part="final",
            field="Vary",
            at_ns=final.head_at_ns,
        )


def _unannounced(final: Final) -> bool:
    if "no-store" in cache_directives(final.fields):
        return False
    return not list_names(final.fields, "vary") & {"accept-encoding", "*"}


RULE = Rule(
    id="CAC004",
    name="no_vary_on_encoding",
    severity=Severity.WARNING,
    summary="The content coding was negotiated, and Vary does not name Accept-Encoding",
    spec=("RFC 9110 §12.5.5", "RFC 9111 §4.1"),
    why=(
        "A cache that holds one of the two forms gives it to everybody. Clients that did not offer the coding get "
        "octets that they cannot read; or all get the larger form. From one exchange this is a guess: a server may "
        "have only one form. The active check asks for both."
    ),
    bad=(
        "GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nCache-Control: max-age=60\r\n..."
    ),
    good=(
        "GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\nCache-Control: max-age=60\r\n..."
    ),
    fix="Send Vary: Accept-Encoding on both forms, the plain one as well. In nginx that is gzip_vary on.",
    probes=_PROBES,
    check=_check,
)
