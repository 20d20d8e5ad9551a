"""Writes the reference of the rules, in Markdown, to the file that is named; scripts/rules-page runs it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from interim.rules.catalogue import FAMILIES, RULES
from interim.rules.page import Section, clause_url, sections
from interim.rules.rule import Rule
from interim.rules.threshold import THRESHOLDS

INTRODUCTION = """\
# Rules

An exchange is judged by these rules. `interim rules` lists them, `interim rule INT001` shows one.

An **error** breaks a MUST of a specification, or the framing. A **warning** breaks a SHOULD, or a limit that many
clients and proxies have. A **note** is legal, and worth knowing. Under *Who it hurts* stands what was measured on
2026-11-22; that a product is not named there does not mean that it is safe.

Under *Codes* stand the status codes that a rule concerns in particular. One without concerns every response.

Times count from the last octet of the request. A setting is changed with `--set NAME=VALUE`.
"""

SETTINGS = """\
## Settings

What the rules go by, with the values they have unless they are set.

| setting | default |
|---|---|
"""


def document() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for family, title in FAMILIES.items():
        parts.append(f"## {title} ({family})\n")
        parts += [section(rule) for rule in RULES.values() if rule.id.startswith(family)]
    rows = "".join(f"| `{one.name}` | {one.shown} |\n" for one in THRESHOLDS.values())
    parts.append(SETTINGS + rows)
    return "\n".join(parts)


def section(rule: Rule) -> str:
    """The section of one rule, with an anchor that is its id in lower case."""
    blocks = [f'<a id="{rule.id.lower()}"></a>\n\n### {rule.id}: {plain(rule.summary)}\n']
    blocks.append(f"**{rule.severity.word}** · `{rule.name}` · {clauses(rule)}\n")
    # The first lines say these already, and the introduction what it means that there are no codes.
    said = {"What", "Severity", "Spec", "Links", *([] if rule.codes else ["Codes"])}
    parts = [part for part in sections(rule) if part.heading not in said and part.lines != ("none",)]
    return "\n".join(blocks + ["\n".join(block(part)) + "\n" for part in parts])


def clauses(rule: Rule) -> str:
    """The clauses, as links."""
    linked = [f"[{clause}]({clause_url(clause)})" if clause_url(clause) else clause for clause in rule.spec]
    return ", ".join(linked) or "measured, not specified"


def block(part: Section) -> Iterator[str]:
    """The Markdown of one heading."""
    if part.form == "wire":
        yield from (f"**{part.heading}**", "", "```text", *part.lines, "```")
    elif part.form == "list" and len(part.lines) > 1:
        yield from (f"**{part.heading}**", "", *(f"- {plain(line)}" for line in part.lines))
    else:
        yield f"**{part.heading}:** {plain(part.lines[0])}"


def plain(text: str) -> str:
    """Text that means in Markdown what it says."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
