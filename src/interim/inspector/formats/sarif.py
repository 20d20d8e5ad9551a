"""The findings as SARIF 2.1.0, for code scanning and editors.

A web address is no file, and GitHub refuses it as a location: so the location is host and path as a relative path, and
the whole URL is among the properties.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from interim.inspector.formats.printable import in_json
from interim.inspector.formats.where import where
from interim.inspector.report import Report
from interim.rules.catalogue import RULES
from interim.rules.finding import Finding
from interim.rules.page import clause_url
from interim.rules.rule import Rule
from interim.version import __version__

__all__ = ["sarif_report"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_QUERY = re.compile(r"[?#]")


def sarif_report(reports: Sequence[Report]) -> str:
    """The text of the log: one run, the rules that found something, and their results."""
    ids = sorted({finding.id for report in reports for finding in report.findings})
    driver = {
        "name": "interim",
        "semanticVersion": __version__,
        "rules": [_rule(RULES[rule_id]) for rule_id in ids],
    }
    results = [_result(report, finding, ids) for report in reports for finding in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return in_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.fix}\n\nRun `interim rule {rule.id}` for examples and for who it hurts."},
        "defaultConfiguration": {"level": rule.severity.word},
        "properties": {"tags": ["http", rule.id[:3]], "spec": list(rule.spec)},
    }
    if links := [address for clause in rule.spec if (address := clause_url(clause))]:
        document["helpUri"] = links[0]
    return document


def _result(report: Report, finding: Finding, ids: list[str]) -> dict[str, Any]:
    url = report.exchange.url or report.exchange.request.target
    identity = "\n".join((finding.id, url, finding.part, finding.field.lower()))
    place = {"artifactLocation": {"uri": _path(url)}, "region": {"startLine": 1}}
    return {
        "ruleId": finding.id,
        "ruleIndex": ids.index(finding.id),
        "level": finding.severity.word,
        "message": {"text": f"{finding.message} ({where(finding)})"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"interim/v1": hashlib.sha256(identity.encode()).hexdigest()},
        "properties": {"url": url} | finding.to_json(),
    }


def _path(url: str) -> str:
    """Host and path, with every character quoted that could make it an absolute URI or a way up."""
    # Not urlsplit, which raises on what a capture may have for a URL.
    parts = _QUERY.split(url.rpartition("://")[2], maxsplit=1)[0].split("/")
    return quote("/".join(part for part in parts if part not in ("", ".", "..")), safe="/") or "exchange"
