"""`/codes` and `/codes/{code}`: all codes, and a page for each."""

from collections.abc import Mapping

from interim.codes.page import addresses, facts
from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import REGISTRY
from interim.codes.status import StatusCode
from interim.peers.peer import MEASURED
from interim.rules.concerning import rules_concerning
from interim.web.matrix import peers_for
from interim.web.playground import playground
from interim.web.render import render
from interim.web.representation import Representation
from interim.web.samples.catalogue import samples_for
from interim.web.search import near, search
from interim.web.visit import Visit

__all__ = ["CLASSES", "all_codes", "no_such_code", "one_code"]

CLASSES: Mapping[int, tuple[str, str]] = {
    1: ("Informational", "The request goes on: an interim response, and the final one is still to come."),
    2: ("Successful", "It was received, understood and accepted."),
    3: ("Redirection", "Something more has to be done, mostly to ask elsewhere."),
    4: ("Client error", "The request cannot be answered as it stands; another one might."),
    5: ("Server error", "The request may be right; the server, or one behind it, failed."),
}
"""The classes, and what they tell a client: RFC 9110 §15."""


def all_codes(visit: Visit) -> Representation:
    """The codes that the query asks for, the best first; without one all of them, by class."""
    query = visit.query.get("q", "").strip()
    found = search(query) if query else ()
    by_class = {number: [one for one in REGISTRY.values() if one.status_class == number] for number in CLASSES}
    outside = [one for one in REGISTRY.values() if one.status_class not in CLASSES]
    return render(
        "codes.html",
        visit,
        query=query,
        found=found,
        nearest=near(query) if query and not found else (),
        classes=CLASSES,
        by_class=by_class,
        outside=outside,
        prose=PROSE,
    )


def one_code(status: StatusCode, visit: Visit) -> Representation:
    """The page of a code."""
    codes = [code for code in REGISTRY if code // 100 in CLASSES]
    at = codes.index(status.code)
    return render(
        "code.html",
        visit,
        status=status,
        prose=PROSE[status.code],
        facts=facts(status),
        addresses=addresses(status),
        playground=playground(status),
        rules=rules_concerning(status.code),
        peers=peers_for(status.code),
        measured=MEASURED,
        samples=samples_for(status.code, visit.root),
        before=REGISTRY[codes[at - 1]] if at else None,
        after=REGISTRY[codes[at + 1]] if at + 1 < len(codes) else None,
    )


def no_such_code(asked: str, known: StatusCode | None, visit: Visit) -> Representation:
    """404, with the codes that may have been meant, and what is known of a number that products use all the same."""
    return render(
        "no_code.html",
        visit,
        http_status=404,
        asked=asked[:100],
        known=known,
        known_addresses=addresses(known) if known is not None else (),
        nearest=[status for status in near(asked) if status.status_class in CLASSES],
        prose=PROSE,
    )
