"""The page of a rule: fixed headings in a fixed order, for a terminal, for the documentation and as JSON."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from interim.peers.catalogue import find_peer
from interim.rules.catalogue import FAMILIES
from interim.rules.measured import measured, reported
from interim.rules.rule import Rule
from interim.rules.threshold import threshold_of

__all__ = ["Section", "clause_url", "rule_json", "sections"]

_NONE = "none"
_EVERY = "every response"
_RFC_CLAUSE = re.compile(r"RFC (\d+) §((?:\d|[A-Z]\b)[0-9A-Za-z.]*)")
_ADDRESSES = {"Fetch, CORS protocol": "https://fetch.spec.whatwg.org/#http-cors-protocol"}
"""Of what is cited beside RFCs."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading of the page, and what stands under it.

    Attributes:
        form: "text" is one paragraph, "list" an entry per line, "links" an address each, "wire" octets line by line.
        lines: never empty.
    """

    heading: str
    form: Literal["text", "list", "links", "wire"] = "text"
    lines: tuple[str, ...]


def sections(rule: Rule) -> tuple[Section, ...]:
    """The page of a rule. Every page has the same headings."""
    links = [url for clause in rule.spec if (url := clause_url(clause))]
    return (
        Section(heading="What", lines=(rule.summary + ".",)),
        Section(heading="Severity", lines=(rule.severity.word,)),
        Section(heading="Spec", form="list", lines=rule.spec or ("none: it rests on what was measured",)),
        *([Section(heading="Links", form="links", lines=tuple(links))] if links else []),
        Section(heading="Codes", lines=(", ".join(map(str, rule.codes)) or _EVERY,)),
        Section(heading="Why", lines=(rule.why,)),
        Section(heading="Who it hurts", form="list", lines=_hurt(rule) or ("no client or proxy that was measured",)),
        Section(heading="Bad", form="wire", lines=_wire(rule.bad)),
        Section(heading="Good", form="wire", lines=_wire(rule.good)),
        Section(heading="Fix", lines=(rule.fix,)),
        Section(heading="Settings", form="list", lines=_settings(rule.settings) or (_NONE,)),
        Section(heading="Probes", lines=(", ".join(rule.probes) or _NONE,)),
    )


def rule_json(rule: Rule) -> dict[str, Any]:
    """The rule as values that `json.dumps` takes. Every member is always there, in this order."""
    peers = [find_peer(peer_id) for peer_id in rule.hurts]
    thresholds = [threshold_of(attribute) for attribute in rule.settings]
    return {
        "id": rule.id,
        "family": FAMILIES[rule.id[:3]],
        "name": rule.name,
        "severity": rule.severity.word,
        "summary": rule.summary,
        "spec": list(rule.spec),
        "links": [url for clause in rule.spec if (url := clause_url(clause))],
        "codes": list(rule.codes),
        "why": rule.why,
        "hurts": [
            {"id": peer.id, "name": peer.name, "version": peer.version, "summary": measured(rule.id, peer)}
            for peer in peers
        ],
        "reported": [
            {"product": one.product, "summary": one.summary, "sources": list(one.sources)} for one in reported(rule.id)
        ],
        "bad": rule.bad,
        "good": rule.good,
        "fix": rule.fix,
        "settings": [{"name": one.name, "default": one.default, "unit": one.unit} for one in thresholds],
        "probes": list(rule.probes),
    }


def clause_url(clause: str) -> str:
    """Where a clause can be read; "" when that is not known."""
    match = _RFC_CLAUSE.fullmatch(clause)
    if match is not None:
        kind = "section" if match[2][0].isdigit() else "appendix"
        return f"https://www.rfc-editor.org/rfc/rfc{match[1]}.html#{kind}-{match[2]}"
    return _ADDRESSES.get(clause, "")


def _hurt(rule: Rule) -> tuple[str, ...]:
    """One line for all peers that do the same, then what was only read."""
    together: dict[str, list[str]] = {}
    for peer in map(find_peer, rule.hurts):
        together.setdefault(measured(rule.id, peer), []).append(peer.label)
    lines = [f"{'; '.join(names)}: {summary}" for summary, names in together.items()]
    lines += [f"{one.product}, reported and not measured: {one.summary}" for one in reported(rule.id)]
    return tuple(lines)


def _settings(attributes: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{one.name}: {one.shown}" for one in map(threshold_of, attributes))


def _wire(octets: str) -> tuple[str, ...]:
    """The lines of an example. CRLF ends a line without a mark; beside it a bare LF, and any control, is shown."""
    if "\r\n" in octets:
        octets = "\r\n".join(line.replace("\n", "\\n\n") for line in octets.split("\r\n")).replace("\r\n", "\n")
    escaped = _CONTROL.sub(lambda match: repr(match[0])[1:-1], octets)
    return tuple(line.rstrip(" ") for line in escaped.rstrip("\n").split("\n"))
