"""The report as a document in one of the formats for programs, or as text."""

from collections.abc import Sequence

from interim.cli.judgement import Judgement
from interim.inspector.report import Report

__all__ = ["report_document"]


def report_document(form: str, reports: Sequence[Report], judged_by: Judgement) -> str:
    """The document. Each format is imported only here, where it is asked for."""
    match form:
        case "json":
            from interim.inspector.formats.json_report import json_report

            return json_report(reports)
        case "jsonl":
            from interim.inspector.formats.jsonl import jsonl_report

            return jsonl_report(reports)
        case "har":
            from interim.inspector.formats.har import har_report

            return har_report(reports)
        case "sarif":
            from interim.inspector.formats.sarif import sarif_report

            return sarif_report(reports)
        case "github":
            from interim.inspector.formats.github import github_report

            return github_report(reports)
        case "junit":
            from interim.inspector.formats.junit import junit_report

            return junit_report(reports, judged_by.settings, judged_by.fail_on)
        case _:
            from interim.inspector.formats.text import text_report

            return text_report(reports)
