"""The samples of a code: which there are, filled in, servers before clients."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from interim.codes.registry import lookup
from interim.codes.status import StatusCode
from interim.web.samples.answers import ANSWERS, PARTS
from interim.web.samples.fill import fill, site_of
from interim.web.samples.interims import INTERIM_PATHS, INTERIM_SAMPLES, folder_of
from interim.web.samples.literal import go_constant
from interim.web.samples.sample import Sample
from interim.web.samples.stacks import CLIENTS, REMARKS, SERVER_REMARKS, SERVERS

__all__ = ["Sample", "samples_for"]

_KEPT = 256
"""Codes and origins to remember. Each host name that a client uses is an origin of its own."""

_KINDS: Mapping[int, str] = {
    201: "created",
    202: "accepted",
    204: "empty",
    205: "empty",
    206: "part",
    300: "ok",
    301: "redirect",
    302: "redirect",
    303: "redirect",
    304: "fresh",
    305: "ok",
    307: "redirect",
    308: "redirect",
    401: "login",
    416: "beyond",
    429: "retry",
    503: "retry",
}
"""What a client has to do with a code, beside the plain ``ok`` and ``error``."""
_CHANGES = {
    "no": "A POST stays a POST.",
    "may": "A POST becomes a GET.",
    "yes": "Whatever it was, it becomes a GET.",
}
_QUERIES: Mapping[str, tuple[int, str]] = {
    # The simulator looks at conditions and ranges when it would answer 200.
    "fresh": (200, "?etag=%22v7%22"),
    "part": (200, "?size=26"),
    "beyond": (200, "?size=26"),
    "retry": (0, "?retry_after=1"),
}


@functools.lru_cache(maxsize=_KEPT)
def samples_for(code: int, origin: str) -> tuple[Sample, ...]:
    """The samples of a code, servers first; none for a code without.

    Args:
        code: any number.
        origin: where the simulator is, such as ``http://localhost:8102``. It goes into source code as it is, so the
            caller sees to it that it is one.
    """
    if code in INTERIM_SAMPLES:
        return tuple(_interim(code, origin))
    return tuple(_final(lookup(code), origin)) if code in ANSWERS else ()


def _interim(code: int, origin: str) -> Iterator[Sample]:
    values = {"code": code, "origin": origin, "path": INTERIM_PATHS.get(code, "")}
    for recipe in INTERIM_SAMPLES[code]:
        yield recipe.made(fill(folder_of(code, recipe), recipe.template, values))


def _final(status: StatusCode, origin: str) -> Iterator[Sample]:
    code = status.code
    folder = "parts" if code in PARTS else "final"
    sent, received = _sent(code), _received(status, origin)
    for recipe in SERVERS:
        remark = REMARKS.get((recipe.id, code)) or SERVER_REMARKS.get(code, "")
        yield recipe.made(fill(folder, recipe.template, sent), remark)
    for recipe in CLIENTS:
        yield recipe.made(fill("final", recipe.template, received), REMARKS.get((recipe.id, code), ""))


def _sent(code: int) -> dict[str, Any]:
    answer = ANSWERS[code]
    return {
        "code": code,
        "status": answer.status,
        "constant": go_constant(answer.status),
        "fields": answer.fields,
        "members": answer.members,
        "text": answer.text,
        "media_type": answer.media_type,
        "guard": answer.guard,
    }


def _received(status: StatusCode, origin: str) -> dict[str, Any]:
    code = status.code
    kind = _KINDS.get(code, "error" if code >= 400 else "ok")
    asked, query = _QUERIES.get(kind, (0, ""))
    return {
        "code": code,
        "constant": go_constant(code),
        "kind": kind,
        "origin": origin,
        "site": site_of(origin),
        "path": f"/api/status/{asked or code}{query}",
        "changes": _CHANGES[status.redirect.changes_method] if status.redirect else "",
        "challenge": "WWW-Authenticate",
        "range": "26-" if kind == "beyond" else "0-4",
    }
