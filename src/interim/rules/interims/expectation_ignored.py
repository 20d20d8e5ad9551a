"""INT022: no answer to a 100-continue expectation."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import spell
from interim.rules.reading.field_list import list_names
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    held_ns = _ignored_for(case.exchange)
    if held_ns is not None:
        yield Found(message=_message(held_ns), field="Expect", data={"held_ns": held_ns})
    probe = case.probe("expect")
    held_ns = None if probe is None else _ignored_for(probe)
    if held_ns is not None:
        yield Found(message=_message(held_ns), field="Expect", probe="expect", data={"held_ns": held_ns})


def _ignored_for(exchange: Exchange) -> int | None:
    """How long the content was held back in vain, or None when nothing shows that it was.

    A server that has already received content may leave the 100 out, and one that answers at once with a final status
    gets no content at all. In the octets of the server alone both look like an expectation that was ignored, so only
    a recorder that says that it waited counts.
    """
    held_ns = exchange.known.get("content_held_ns")
    if isinstance(held_ns, bool) or not isinstance(held_ns, int):
        return None
    request = exchange.request
    expected = request.version != "HTTP/1.0" and "100-continue" in list_names(request.fields, "expect")
    if not expected or not request.content or any(interim.status == 100 for interim in exchange.interims):
        return None
    return held_ns


def _message(held_ns: int) -> str:
    return (
        f"Neither a 100 nor a final response came within {spell(held_ns)} of the header section with "
        "Expect: 100-continue, so the content was sent without"
    )


RULE = Rule(
    id="INT022",
    name="expectation_ignored",
    severity=Severity.WARNING,
    summary="Expect: 100-continue got neither 100 (Continue) nor a final response before the content was sent",
    spec=("RFC 9110 §10.1.1",),
    codes=(100,),
    why=(
        "A server MUST answer the expectation at once: with 100, or with a final status if the header section is "
        "enough to tell. It may leave the 100 out only when content has come already. Clients that wait lose this time "
        "with each upload, and send a large content for nothing where it is refused. A proxy on the way can be the "
        "cause."
    ),
    bad=(
        "PUT /big HTTP/1.1\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n\n"
        "(nothing for 1 s, then the client sends the content)\n\nHTTP/1.1 201 Created\r\n..."
    ),
    good=(
        "PUT /big HTTP/1.1\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n\n"
        "HTTP/1.1 100 Continue\r\n\r\n(content)\n\nHTTP/1.1 201 Created\r\n..."
    ),
    fix=(
        "Let the server send the 100 when the application starts to read the content, and let the application look at "
        "the header section first. Check that proxies pass Expect on."
    ),
    probes=("expect",),
    check=_check,
)
