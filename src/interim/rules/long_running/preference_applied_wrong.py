"""LRO007: Preference-Applied that is malformed, or not what was asked."""

from collections.abc import Iterator

from interim.protocol.prefer import parse_applied
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.reading.prefer import read_preferences
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

# RFC 7240 §4.2 and §4.4: each of their values excludes the other. For other preferences a server may tell its own.
_EXCLUSIVE = frozenset({"return", "handling"})


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or "preference-applied" not in final.fields:
        return
    for problem in _problems(case, list_members(final.fields, "preference-applied")):
        yield Found(message=problem, part="final", field="Preference-Applied", at_ns=final.head_at_ns)


def _problems(case: Case, members: tuple[str, ...]) -> Iterator[str]:
    if not members:
        yield "Preference-Applied is empty; it names at least one preference"
    asked = read_preferences(case.exchange.request.fields)
    for member in members:
        applied = parse_applied(member)
        if applied is None:
            why = "has parameters" if parse_applied(member.partition(";")[0].rstrip(" \t")) else "is malformed"
            yield f"Preference-Applied: {shown(member)} {why}"
            continue
        name, value = applied
        if name not in asked:
            yield f"Preference-Applied names {shown(name)}, which the request did not prefer"
        elif name in _EXCLUSIVE and value != asked[name]:
            yield f"Preference-Applied says {shown(f'{name}={value}')}, and the request preferred {shown(asked[name])}"


RULE = Rule(
    id="LRO007",
    name="preference_applied_wrong",
    severity=Severity.ERROR,
    summary="Preference-Applied is malformed, has parameters, or names a preference that was not requested",
    spec=("RFC 7240 §3", "RFC 7240 §2"),
    why=(
        "The field tells a client which of its preferences were honoured, so that it knows how to read the content. It "
        "is a list of names, each with a value or without, and no parameters. Anything else misleads the client."
    ),
    bad=(
        "GET /x HTTP/1.1\r\nPrefer: return=minimal\r\n\r\n\nHTTP/1.1 200 OK\r\nPreference-Applied: respond-async\r\n..."
    ),
    good=(
        "GET /x HTTP/1.1\r\nPrefer: return=minimal\r\n\r\n\n"
        "HTTP/1.1 200 OK\r\nPreference-Applied: return=minimal\r\n..."
    ),
    fix="Name only preferences that stand in the Prefer field of this request, with the value that was applied.",
    check=_check,
)
