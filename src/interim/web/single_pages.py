"""The pages that there is one of: home, the inspector, the matrix, and the one for an address that leads nowhere."""

from interim.codes.registry import REGISTRY
from interim.inspector.api.ask import MEMBERS
from interim.peers.clients import CLIENTS
from interim.peers.peer import MEASURED
from interim.peers.proxies import PROXIES
from interim.rules.catalogue import RULES
from interim.web.code_page import CLASSES
from interim.web.matrix import client_table, legend, proxy_table, verdicts
from interim.web.render import render
from interim.web.representation import Representation
from interim.web.visit import Visit

__all__ = ["home", "inspect_page", "matrix_page", "nowhere"]

_LIVE = (
    (
        "Three 102, then the answer",
        "A long request that stays alive. The browser hides interim responses; here they are, as they come.",
        "/api/status/102?count=3&interval=1s",
    ),
    (
        "Two 102, then 503",
        "Work that fails after a while, and says when to come back.",
        "/api/status/503?interim=102*2@1s&retry_after=5",
    ),
    (
        "A 102 too late",
        "A heartbeat that nobody stopped: it lands after the final response, and the inspector says so.",
        "/api/status/200?fault=late_interim",
    ),
)
"""The examples of the home page: title, what they show, and what is asked."""


def home(visit: Visit) -> Representation:
    """What this is, in one screen."""
    counts = {number: sum(1 for one in REGISTRY.values() if one.status_class == number) for number in CLASSES}
    return render(
        "home.html",
        visit,
        classes=CLASSES,
        counts=counts,
        live=_LIVE,
        clients=len(CLIENTS),
        proxies=len(PROXIES),
        rules=len(RULES),
        measured=MEASURED,
    )


def inspect_page(visit: Visit) -> Representation:
    """The inspector as a page. `url` in the query fills the form; it never starts an inspection by itself."""
    return render("inspect.html", visit, url=visit.query.get("url", "")[:2000], members=MEMBERS)


def matrix_page(visit: Visit) -> Representation:
    """Clients and proxies against 1xx; `q` and `verdict` in the query choose among them."""
    query, verdict = visit.query.get("q", "").strip()[:100], visit.query.get("verdict", "")
    tables = {"clients": client_table(), "proxies": proxy_table()}
    rows = {
        name: [
            row
            for row in table.rows
            if query.lower() in row.peer.label.lower() and verdict in {"", row.peer.verdict.value}
        ]
        for name, table in tables.items()
    }
    return render(
        "matrix.html",
        visit,
        tables=tables,
        rows=rows,
        query=query,
        verdict=verdict,
        verdicts=verdicts(),
        columns=tuple(dict.fromkeys([*client_table().columns, *proxy_table().columns])),
        legend=legend(),
        measured=MEASURED,
    )


def nowhere(path: str, visit: Visit) -> Representation:
    """404 for an address that leads nowhere."""
    return render("nowhere.html", visit, http_status=404, path=path[:200])
