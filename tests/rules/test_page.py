"""The page of a rule, and its JSON."""

import dataclasses
import json

import pytest

from interim.rules.finding import Severity
from interim.rules.page import clause_url, rule_json, sections
from interim.rules.rule import Rule

RULE = Rule(
    id="TIM001",
    name="too_late",
    severity=Severity.WARNING,
    summary="The first 102 is late",
    spec=("RFC 2518 §10.1", "Somewhere else"),
    codes=(102, 504),
    why="Clients give up.",
    hurts=("requests", "urllib3", "curl"),
    bad="HTTP/1.1 102 Processing\r\nA: \x00\r\n\r\nHTTP/1.1 200 OK\r\nB: c\n\r\n",
    good="+19 s HTTP/1.1 102 Processing\n+25 s HTTP/1.1 200 OK",
    fix="Send it sooner.",
    settings=("first_102_ns", "go_interims"),
    probes=("http10", "expect"),
    check=lambda _: (),
)
BARE = dataclasses.replace(RULE, spec=(), codes=(), hurts=(), settings=(), probes=())

HEADINGS = [
    *("What", "Severity", "Spec", "Links", "Codes", "Why", "Who it hurts"),
    *("Bad", "Good", "Fix", "Settings", "Probes"),
]


def lines(rule: Rule, heading: str) -> tuple[str, ...]:
    return next(section.lines for section in sections(rule) if section.heading == heading)


def test_the_headings_are_fixed() -> None:
    assert [section.heading for section in sections(RULE)] == HEADINGS


def test_only_the_links_may_be_missing() -> None:
    assert [section.heading for section in sections(BARE)] == [name for name in HEADINGS if name != "Links"]
    assert all(section.lines for section in sections(BARE))
    assert lines(BARE, "Settings") == lines(BARE, "Probes") == ("none",)


def test_the_codes_are_listed_and_a_rule_without_any_concerns_every_response() -> None:
    assert lines(RULE, "Codes") == ("102, 504",)
    assert lines(BARE, "Codes") == ("every response",)
    assert rule_json(RULE)["codes"] == [102, 504]
    assert rule_json(BARE)["codes"] == []


def test_peers_that_do_the_same_share_a_line() -> None:
    first, second = lines(RULE, "Who it hurts")
    assert first.startswith("requests 2.34.2 (urllib3 2.8.0); urllib3 2.8.0: Returns the first 102")
    assert second.startswith("curl 7.88.1: Skips every 1xx")


def test_what_was_only_read_says_so() -> None:
    capped = dataclasses.replace(BARE, id="TIM005")
    assert lines(capped, "Who it hurts")[-1].startswith(
        "neon (cadaver, davfs2, Subversion), reported and not measured: "
    )
    assert rule_json(capped)["reported"][-1]["sources"][0] == "https://github.com/notroj/neon/pull/62"


def test_an_example_shows_controls_and_a_bare_lf_beside_crlf() -> None:
    assert lines(RULE, "Bad") == ("HTTP/1.1 102 Processing", "A: \\x00", "", "HTTP/1.1 200 OK", "B: c\\n")
    assert lines(RULE, "Good") == ("+19 s HTTP/1.1 102 Processing", "+25 s HTTP/1.1 200 OK")


def test_settings_have_their_defaults_and_units() -> None:
    assert lines(RULE, "Settings") == ("first-102: 20 s", "go-interims: 5")
    assert lines(RULE, "Probes") == ("http10, expect",)


@pytest.mark.parametrize(
    ("clause", "url"),
    [
        ("RFC 9110 §15.2", "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.2"),
        ("RFC 9110 §9", "https://www.rfc-editor.org/rfc/rfc9110.html#section-9"),
        ("RFC 9112 §C.2.2", "https://www.rfc-editor.org/rfc/rfc9112.html#appendix-C.2.2"),
        ("RFC 4918 §F", "https://www.rfc-editor.org/rfc/rfc4918.html#appendix-F"),
        ("Fetch, CORS protocol", "https://fetch.spec.whatwg.org/#http-cors-protocol"),
        ("RFC 9110", ""),
        ("RFC 9110 section 3", ""),
        ("nginx", ""),
    ],
)
def test_a_clause_leads_to_its_address(clause: str, url: str) -> None:
    assert clause_url(clause) == url


def test_the_json_has_these_members() -> None:
    document = rule_json(RULE)
    assert json.loads(json.dumps(document)) == document
    assert list(document) == list(rule_json(BARE))
    assert document["id"] == "TIM001"
    assert document["family"] == "Timing"
    assert document["severity"] == "warning"
    assert document["spec"] == ["RFC 2518 §10.1", "Somewhere else"]
    assert document["links"] == ["https://www.rfc-editor.org/rfc/rfc2518.html#section-10.1"]
    assert document["hurts"][2]["id"] == "curl"
    assert list(document["hurts"][2]) == ["id", "name", "version", "summary"]
    assert document["settings"] == [
        {"name": "first-102", "default": 20.0, "unit": "s"},
        {"name": "go-interims", "default": 5, "unit": ""},
    ]
    assert document["probes"] == ["http10", "expect"]
