"""The pages as an ASGI application: which page is where, and who may have it."""

from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import quote, unquote

from interim.asgi.channel import Scope
from interim.asgi.path import local_path
from interim.asgi.respond import Send, problem
from interim.codes.registry import REGISTRY
from interim.rules.catalogue import RULES
from interim.web.assets import asset
from interim.web.code_page import CLASSES, all_codes, no_such_code, one_code
from interim.web.deliver import deliver, redirect
from interim.web.representation import REVALIDATE, Representation, represent
from interim.web.rule_page import all_rules, no_such_rule, one_rule
from interim.web.samples.catalogue import samples_for
from interim.web.search import code_in, near
from interim.web.single_pages import home, inspect_page, matrix_page, nowhere
from interim.web.visit import Visit, visit_of

__all__ = ["Pages"]

_SINGLE: dict[str, Callable[[Visit], Representation]] = {
    "/": home,
    "/codes": all_codes,
    "/rules": all_rules,
    "/inspect": inspect_page,
    "/matrix": matrix_page,
}
_ASKED = frozenset({"/codes", "/inspect", "/matrix"})
"""Those that change with the query; the others do not look at it."""
_PREFIXES = ("/codes/", "/rules/", "/samples/", "/assets/")
_KEPT = 512
"""Pages to remember. There are about 200; each host name that a client uses makes them anew."""


class Pages:
    """An ASGI application of the pages. It remembers those it drew, since they change with a release only.

    Attributes:
        kept: what it remembers, by path, mount point and origin; the one used last at the end.
    """

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[str, str, str], Representation] = OrderedDict()

    @staticmethod
    def takes(path: str) -> bool:
        """Whether a path is one of ours, for who composes this with other applications."""
        return path in _SINGLE or path.rstrip("/") in _SINGLE or path.startswith(_PREFIXES)

    async def __call__(self, scope: Scope, send: Send) -> None:
        """Answer one request for a path that `takes` takes."""
        if scope["method"] not in {"GET", "HEAD"}:
            lines = [(b"allow", b"GET, HEAD")]
            await problem(send, 405, "Method Not Allowed", "pages are for GET and HEAD", lines=lines)
            return
        path, visit = local_path(scope), visit_of(scope)
        elsewhere = _elsewhere(path, visit)
        if elsewhere is not None:
            # A search is answered anew each time, a slash at the end never is right.
            await redirect(send, visit.base + elsewhere, status=303 if "q" in visit.query else 308)
            return
        page = self._page(path, visit)
        if page.status == 404 and not _wants_html(scope):
            await _problem(send, path)
            return
        await deliver(scope, send, page)

    async def not_found(self, scope: Scope, send: Send) -> bool:
        """Answer 404 with a page, if the client is a person's; otherwise do nothing and return False."""
        if not _wants_html(scope):
            return False
        await deliver(scope, send, nowhere(unquote(local_path(scope)), visit_of(scope)))
        return True

    def _page(self, path: str, visit: Visit) -> Representation:
        if visit.query and path in _ASKED:
            return _draw(path, visit)
        key = (path, visit.base, visit.origin)
        if key in self.kept:
            self.kept.move_to_end(key)
            return self.kept[key]
        page = _draw(path, visit)
        if page.status == 200:
            self.kept[key] = page
            if len(self.kept) > _KEPT:
                self.kept.popitem(last=False)
        return page


def _draw(path: str, visit: Visit) -> Representation:
    if path in _SINGLE:
        return _SINGLE[path](visit)
    _, room, tail = path.split("/", 2)
    asked = unquote(tail)
    match room:
        case "codes":
            status = REGISTRY.get(int(asked)) if len(asked) == 3 and asked.isascii() and asked.isdigit() else None
            # RFC 9110 §15: a status code is from 100 to 599. Of other numbers there is something to say, and no page.
            known = status is not None and status.status_class in CLASSES
            return one_code(status, visit) if status is not None and known else no_such_code(asked, status, visit)
        case "rules":
            rule = RULES.get(asked)
            return no_such_rule(asked, visit) if rule is None else one_rule(rule, visit)
        case "samples":
            return _sample(asked, visit) or nowhere(unquote(path), visit)
        case _:
            return asset(tail) or nowhere(unquote(path), visit)


def _sample(asked: str, visit: Visit) -> Representation | None:
    """``102/node-http``: the file itself."""
    code, _, sample_id = asked.partition("/")
    if not (len(code) == 3 and code.isascii() and code.isdigit()):
        return None
    for sample in samples_for(int(code), visit.root):
        if sample.id == sample_id:
            name = f'attachment; filename="{sample.file_name}"'.encode()
            lines = ((b"content-disposition", name),)
            return represent(sample.text.encode(), "text/plain; charset=utf-8", caching=REVALIDATE, lines=lines)
    return None


def _elsewhere(path: str, visit: Visit) -> str | None:
    """Where the page really is: without a slash at its end, a rule's id in capitals, the code that a search names."""
    if path != "/" and path.endswith("/"):
        return "/" + quote(unquote(path).strip("/"))
    if path == "/codes":
        code = code_in(visit.query.get("q", ""))
        return None if code is None else f"/codes/{code}"
    if path.startswith("/rules/") and path != path.upper():
        rule = unquote(path[len("/rules/") :]).upper()
        return f"/rules/{rule}" if rule in RULES and f"/rules/{rule}" != path else None
    return None


def _wants_html(scope: Scope) -> bool:
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept").lower()
    return b"text/html" in accept or b"application/xhtml+xml" in accept


async def _problem(send: Send, path: str) -> None:
    """404 for a program: problem details, with the codes that may have been meant."""
    room, _, asked = unquote(path).strip("/").partition("/")
    lines = [(b"vary", b"accept, accept-encoding"), (b"cache-control", REVALIDATE.encode())]
    if room == "codes":
        nearest = [status.code for status in near(asked)]
        detail = f"there is no status code {asked[:40]!r}; the nearest are {', '.join(map(str, nearest))}"
        return await problem(send, 404, "Not Found", detail, lines=lines, nearest=nearest)
    detail = f"nothing is at {path[:200]}; try /codes, /rules, /inspect or /matrix"
    return await problem(send, 404, "Not Found", detail, lines=lines)
