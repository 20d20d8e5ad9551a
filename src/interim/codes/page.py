"""The page of a status code: its facts in words and its prose under fixed headings, for site, command line and API."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import REGISTRY, REGISTRY_DATE
from interim.codes.status import Assignment, CacheRule, FieldRule, Level, Redirect, RetryRule, StatusCode

__all__ = ["Fact", "Section", "addresses", "code_json", "facts", "sections"]

_CACHE_WORDS = {
    CacheRule.HEURISTIC: "cacheable by default",
    CacheRule.EXPLICIT_ONLY: "cacheable only when the response says so",
    CacheRule.NEVER_STORE: "must not be stored",
}
_METHOD_WORDS = {
    "no": "the method stays",
    "may": "POST may become GET",
    "yes": "the method becomes GET or HEAD",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the summary: a label, and one value or several. Clauses stand in the values."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading of the prose, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def facts(status: StatusCode) -> tuple[Fact, ...]:
    """What is known about a code, in a fixed order; what does not apply is left out."""
    rows = [
        Fact(label="class", values=(f"{status.status_class}xx {status.class_name}",)),
        Fact(label="kind", values=(_kind(status),)),
        Fact(label="registry", values=(_registry(status),)),
    ]
    if status.spec is not None:
        rows.append(Fact(label="defined in", values=(str(status.spec),)))
    rows.append(Fact(label="content", values=(f"{status.content.value} ({status.content_clause})",)))
    if status.cache is not CacheRule.NOT_APPLICABLE:
        rows.append(Fact(label="cache", values=(f"{_CACHE_WORDS[status.cache]} ({status.cache_clause})",)))
    if status.redirect is not None:
        rows.append(Fact(label="redirect", values=(_redirect(status.redirect),)))
    if status.retry is not None:
        rows.append(Fact(label="retry", values=_retry(status.retry)))
    if status.fields:
        rows.append(Fact(label="fields", values=_fields(status.fields)))
    if status.vendors:
        meanings = (f"{meaning.name} ({meaning.vendor})" for meaning in status.vendors)
        rows.append(Fact(label="used by", values=tuple(meanings)))
    return tuple(rows)


def sections(code: int) -> tuple[Section, ...]:
    """The prose of a known code under its headings; those without anything to say are left out."""
    return tuple(Section(heading=heading, paragraphs=said) for heading, said in _sections(code) if said)


def addresses(status: StatusCode) -> tuple[str, ...]:
    """Where to read more, each once."""
    spec = [status.spec.url] if status.spec is not None else []
    return tuple(dict.fromkeys([*spec, *(meaning.source for meaning in status.vendors)]))


def code_json(status: StatusCode) -> dict[str, Any]:
    """Facts and prose as values that `json.dumps` takes. Every member is always there, in this order."""
    return status.to_json() | {"prose": PROSE[status.code].to_json()}


def _sections(code: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    prose = PROSE[code]
    yield "History", prose.history
    yield "When to use it", prose.use
    yield "When not to", prose.avoid
    yield "What it does to clients, proxies and caches", prose.effects
    for chapter in prose.chapters:
        yield chapter.title, chapter.paragraphs
    mistakes = ((one.text, f" ({', '.join(one.rules)})" if one.rules else "") for one in prose.mistakes)
    yield "Mistakes seen in the wild", tuple(text + rules for text, rules in mistakes)
    yield "Related", tuple(f"{one.code} {REGISTRY[one.code].name}: {one.why}" for one in prose.related)


def _kind(status: StatusCode) -> str:
    if not status.on_wire:
        return "never in a status line: only in logs, configuration or content"
    return "interim response" if status.interim else "final response"


def _registry(status: StatusCode) -> str:
    if status.assignment is Assignment.UNOFFICIAL:
        return "unofficial: not in the IANA registry"
    until = f", expires {status.expires.isoformat()}" if status.expires is not None else ""
    return f"{status.assignment.value}{until} (IANA, as of {REGISTRY_DATE})"


def _redirect(redirect: Redirect) -> str:
    lasting = "permanent" if redirect.permanent else "temporary"
    return f"{lasting}; {_METHOD_WORDS[redirect.changes_method]} ({redirect.clause})"


def _retry(retry: RetryRule) -> tuple[str, ...]:
    answer = "yes" if retry.allowed else "not automatically"
    rule = f"{answer}: {retry.condition} ({retry.clause})"
    return (rule, "done by " + "; ".join(retry.retried_by)) if retry.retried_by else (rule,)


def _fields(rules: Sequence[FieldRule]) -> tuple[str, ...]:
    """One line for the fields that the same words of a clause ask for."""
    names: dict[tuple[Level, str, str], list[str]] = {}
    for rule in rules:
        names.setdefault((rule.level, rule.when, rule.clause), []).append(rule.name)
    lines = []
    for (level, when, clause), together in names.items():
        word = "by convention" if level is Level.CONVENTION else level.value
        condition = f", when {when}" if when else ""
        lines.append(f"{', '.join(together)}: {word}{condition} ({clause})")
    return tuple(lines)
