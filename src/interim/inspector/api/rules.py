"""`GET /api/rules` and `/api/rules/{id}`: the catalogue, each rule with its words."""

import json
from functools import cache

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send, respond
from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine
from interim.rules.catalogue import FAMILIES, RULES, find_rule
from interim.rules.page import rule_json

__all__ = ["answer_one_rule", "answer_rules"]

# It changes with a release only; an hour is short enough for those who upgrade.
_LINES: tuple[FieldLine, ...] = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"public, max-age=3600"),
    (b"x-content-type-options", b"nosniff"),
)


async def answer_rules(scope: Scope, send: Send) -> None:
    """All rules, in the order of the catalogue."""
    _read_only(scope)
    await respond(send, 200, _LINES, _all_rules())


async def answer_one_rule(rule_id: str, scope: Scope, send: Send) -> None:
    """One rule.

    Raises:
        Refusal: 404, there is none of this id.
    """
    _read_only(scope)
    try:
        rule = find_rule(rule_id)
    except InvalidInput as error:
        raise Refusal(404, f"there is no rule {rule_id[:40]!r}; {error.allowed}") from error
    await respond(send, 200, _LINES, json.dumps(rule_json(rule), indent=2).encode() + b"\n")


def _read_only(scope: Scope) -> None:
    if scope["method"] not in {"GET", "HEAD"}:
        raise Refusal(405, "only GET and HEAD are for this path", lines=[(b"allow", b"GET, HEAD")])


@cache
def _all_rules() -> bytes:
    document = {"families": dict(FAMILIES), "rules": [rule_json(rule) for rule in RULES.values()]}
    return json.dumps(document, indent=2).encode() + b"\n"
