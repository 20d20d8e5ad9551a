"""INT019: a hint of a 103 that the final response does not repeat."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.link import read_links
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    # A 304 leaves most fields out (RFC 9110 §15.4.5), and a 101 is no answer to the request.
    if final is None or final.status in (101, 304):
        return
    kept: set[tuple[str, str]] | None = None
    told: set[tuple[str, str]] = set()
    for index, interim in enumerate(case.exchange.interims):
        if interim.status != 103:
            continue
        base = case.exchange.url or case.exchange.request.target
        if kept is None:
            kept = {(link.target, relation) for link in read_links(final.fields, base) for relation in link.relations}
        for link in read_links(interim.fields, base):
            missing = {(link.target, relation) for relation in link.relations} - kept - told
            told |= missing
            for target, relation in sorted(missing):
                yield Found(
                    message=f"The 103 hints at {_link(target, relation)}, and the final {final.status} does not",
                    part="interim",
                    index=index,
                    field="Link",
                    at_ns=interim.at_ns,
                    data={"target": shown(target, 2000), "rel": shown(relation)},
                )


def _link(target: str, relation: str) -> str:
    return f"{shown(target)} (rel={shown(relation)})" if relation else shown(target)


RULE = Rule(
    id="INT019",
    name="hint_not_kept",
    severity=Severity.NOTE,
    summary="A Link hint of a 103 does not appear in the final response",
    spec=("RFC 8297 §2",),
    codes=(103,),
    why=(
        "A server typically repeats the fields of a 103 in the final response, since the hints do not replace them: a "
        "client that did not see the 103, or could not use it, gets the link only there. A hint that was wrong has "
        "cost a fetch for nothing."
    ),
    bad=(
        "HTTP/1.1 103 Early Hints\r\nLink: </old.css>; rel=preload; as=style\r\n\r\n"
        "HTTP/1.1 200 OK\r\nLink: </new.css>; rel=preload; as=style\r\n..."
    ),
    good=(
        "HTTP/1.1 103 Early Hints\r\nLink: </new.css>; rel=preload; as=style\r\n\r\n"
        "HTTP/1.1 200 OK\r\nLink: </new.css>; rel=preload; as=style\r\n..."
    ),
    fix=(
        "Repeat the Link fields of the 103 in the final response. If hints come from a cache of earlier responses, let "
        "them expire when the page changes."
    ),
    check=_check,
)
