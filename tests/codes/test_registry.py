"""The registry equals IANA's, its clauses exist, and its facts agree with one another."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from interim.codes.registry import (
    REGISTRY,
    REGISTRY_DATE,
    by_class,
    lookup,
    nearest,
    reason_phrase,
    registered,
    unofficial,
)
from interim.codes.status import (
    Assignment,
    CacheRule,
    ContentRule,
    Level,
    StatusCode,
)
from interim.errors import UnknownCode

DATA = Path(__file__).parent.parent / "data"
SNAPSHOT = DATA / f"iana-http-status-codes-{REGISTRY_DATE}.csv"

ALL = [pytest.param(status, id=str(status.code)) for status in REGISTRY.values()]
REGISTERED = [pytest.param(status, id=str(status.code)) for status in registered()]

SECTIONS: dict[str, dict[str, str]] = json.loads((DATA / "rfc-sections.json").read_text("utf-8"))
"""Section headings, all of them; of RFC 2295, 2774, 3229, 5842, 7725 and 9457 only those cited."""


def iana() -> tuple[dict[int, tuple[str, str]], set[int]]:
    """The snapshot: code -> (description, reference), and the unassigned codes."""
    assigned: dict[int, tuple[str, str]] = {}
    unassigned: set[int] = set()
    with SNAPSHOT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, _, last = row["Value"].partition("-")
            if row["Description"] == "Unassigned":
                unassigned |= set(range(int(first), int(last or first) + 1))
            else:
                assigned[int(first)] = (row["Description"], row["Reference"])
    return assigned, unassigned


def clauses(status: StatusCode) -> set[str]:
    """Every place that the facts of a code rest on, the prose included."""
    stated = {rule.clause for rule in status.fields} | {status.content_clause, status.cache_clause}
    stated |= {rule.clause for rule in (status.retry, status.redirect) if rule is not None}
    stated |= {str(status.spec)} if status.spec is not None else set()
    told = {match[0] for match in re.finditer(r"RFC \d+ (?:§|Appendix )[A-Z0-9.]*\w", status.note)}
    return stated | told


def test_the_registry_holds_the_codes_of_the_iana_snapshot_and_no_others() -> None:
    assigned, unassigned = iana()
    assert {status.code for status in registered()} == set(assigned)
    assert not set(assigned) & unassigned
    assert set(assigned) | unassigned == set(range(100, 600))


@pytest.mark.parametrize("status", REGISTERED)
def test_a_registered_code_has_the_name_standing_and_expiry_of_the_iana_snapshot(
    status: StatusCode,
) -> None:
    description, _ = iana()[0][status.code]
    name, _, remark = description.partition(" (")
    if description == "(Unused)":
        name, remark = description, ""
    assert status.iana_name == name
    assert (status.assignment is Assignment.UNUSED) == (description == "(Unused)")
    assert (status.assignment is Assignment.OBSOLETED) == (remark == "OBSOLETED)")
    assert (status.assignment is Assignment.TEMPORARY) == remark.startswith("TEMPORARY")
    expiry = re.search(r"expires (\S+)\)", remark)
    assert status.expires == (date.fromisoformat(expiry[1]) if expiry else None)


@pytest.mark.parametrize("status", REGISTERED)
def test_a_registered_code_has_the_reference_of_the_iana_snapshot(status: StatusCode) -> None:
    assert status.spec is not None
    _, reference = iana()[0][status.code]
    first = re.match(r"\[(?:RFC(\d+)(?:, Section (\S+))?|(draft-\S+)-\d\d)\]", reference)
    assert first is not None
    number, section, draft = first.groups()
    assert status.spec.document == (draft or f"RFC {number}")
    assert section is None or status.spec.section == section


def test_no_unofficial_code_is_assigned_by_iana() -> None:
    assert not {status.code for status in unofficial()} & set(iana()[0])


@pytest.mark.parametrize("status", ALL)
def test_every_clause_cited_exists(status: StatusCode) -> None:
    for clause in clauses(status):
        match = re.fullmatch(r"(RFC \d+) (?:§|Appendix )(\S+)", clause)
        if match is not None:
            assert match[2] in SECTIONS[match[1]], clause


@pytest.mark.parametrize("status", REGISTERED)
def test_the_section_of_a_code_is_headed_by_the_code(status: StatusCode) -> None:
    assert status.spec is not None
    if status.spec.section:
        assert str(status.code) in SECTIONS[status.spec.document][status.spec.section]


@pytest.mark.parametrize("status", REGISTERED)
def test_the_address_of_a_code_leads_to_its_section(status: StatusCode) -> None:
    assert status.spec is not None
    number = status.spec.document.removeprefix("RFC ")
    expected = f"/rfc{number}.html#section-{status.spec.section}"
    assert status.url.endswith(expected) or status.code == 104


def test_the_heuristically_cacheable_codes_are_those_of_rfc_9110_and_451() -> None:
    # RFC 9110 §15.1: "200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, and 501 in this
    # specification"; RFC 7725 §3: "A 451 response is cacheable by default".
    assert {c for c, status in REGISTRY.items() if status.cache is CacheRule.HEURISTIC} == {
        *(200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501),
        451,
    }


def test_the_codes_that_no_cache_may_store_are_those_of_rfc_6585() -> None:
    # RFC 6585 §3 to §6: "Responses with the ... status code MUST NOT be stored by a cache."
    assert {c for c, status in REGISTRY.items() if status.cache is CacheRule.NEVER_STORE} == {
        *(428, 429, 431, 511),
    }


def test_only_1xx_204_and_304_have_no_content() -> None:
    # RFC 9110 §6.4.1: "All 1xx (Informational), 204 (No Content), and 304 (Not Modified)
    # responses do not include content."
    without = {c for c, status in REGISTRY.items() if status.content is ContentRule.FORBIDDEN}
    assert without == {100, 101, 102, 103, 104, 204, 304}


def test_only_205_must_be_empty() -> None:
    empty = {c for c, status in REGISTRY.items() if status.content is ContentRule.MUST_BE_EMPTY}
    assert empty == {205}


def test_the_interim_codes_are_1xx_except_101() -> None:
    assert {c for c, status in REGISTRY.items() if status.interim} == {100, 102, 103, 104}


def test_only_1xx_and_unsent_codes_have_no_cache_rule() -> None:
    without = {c for c, status in REGISTRY.items() if status.cache is CacheRule.NOT_APPLICABLE}
    unsent = {c for c, status in REGISTRY.items() if not status.on_wire}
    assert without == {100, 101, 102, 103, 104} | unsent


@pytest.mark.parametrize(
    ("code", "required"),
    [
        (101, {"Upgrade", "Connection"}),
        (401, {"WWW-Authenticate"}),
        (405, {"Allow"}),
        (407, {"Proxy-Authenticate"}),
        (426, {"Upgrade", "Connection"}),
    ],
)
def test_a_code_demands_the_fields_its_clause_demands(code: int, required: set[str]) -> None:
    fields = lookup(code).fields
    assert {r.name for r in fields if r.level is Level.MUST and not r.when} == required


@pytest.mark.parametrize(
    ("code", "permanent", "changes_method"),
    [
        (301, True, "may"),
        (302, False, "may"),
        (303, False, "yes"),
        (307, False, "no"),
        (308, True, "no"),
    ],
)
def test_a_redirect_says_how_long_and_with_which_method(code: int, permanent: bool, changes_method: str) -> None:
    redirect = lookup(code).redirect
    assert redirect is not None
    assert (redirect.permanent, redirect.changes_method) == (permanent, changes_method)


def test_only_five_codes_redirect() -> None:
    assert [c for c, status in REGISTRY.items() if status.redirect] == [301, 302, 303, 307, 308]


@pytest.mark.parametrize("status", ALL)
def test_a_redirect_comes_with_location(status: StatusCode) -> None:
    if status.redirect is not None:
        assert "Location" in {rule.name for rule in status.fields}


def test_102_is_deprecated_and_says_why() -> None:
    processing = lookup(102)
    assert processing.deprecated
    assert str(processing.spec) == "RFC 2518 §10.1"
    assert "RFC 4918 Appendix F.3" in processing.note
    assert '"due to lack of implementation"' in processing.note


def test_the_deprecated_codes_are_102_305_and_510() -> None:
    assert [c for c, status in REGISTRY.items() if status.deprecated] == [102, 305, 510]


def test_104_is_temporary_and_says_that_the_snapshot_is_from_before_its_expiry() -> None:
    upload = lookup(104)
    assert upload.expires == date(2026, 11, 13)
    assert upload.expires > date.fromisoformat(REGISTRY_DATE)
    assert REGISTRY_DATE in upload.note


def test_curl_and_urllib3_retry_the_codes_that_were_measured() -> None:
    # curl 7.88.1, man page of --retry; urllib3 2.8.0, Retry.RETRY_AFTER_STATUS_CODES.
    tools = {
        word: [c for c, s in REGISTRY.items() if s.retry and word in "".join(s.retry.retried_by)]
        for word in ("curl", "urllib3")
    }
    assert tools == {"curl": [408, 429, 500, 502, 503, 504], "urllib3": [413, 429, 503]}


@pytest.mark.parametrize("status", ALL)
def test_a_note_is_one_to_four_sentences(status: StatusCode) -> None:
    assert status.note.endswith(".")
    sentences = re.findall(r"\.(?= [A-Z]|$)", status.note)
    assert 1 <= len(sentences) <= 4
    assert "  " not in status.note


@pytest.mark.parametrize("status", ALL)
def test_an_unofficial_code_names_its_sources(status: StatusCode) -> None:
    for meaning in status.vendors:
        assert meaning.name
        assert meaning.vendor
        assert meaning.source.startswith("https://")


@pytest.mark.parametrize("status", ALL)
def test_the_json_of_a_code_survives_json(status: StatusCode) -> None:
    document = status.to_json()
    assert json.loads(json.dumps(document)) == document
    assert list(document) == list(lookup(200).to_json())


def test_the_registry_is_ascending() -> None:
    assert list(REGISTRY) == sorted(REGISTRY)
    assert all(code == status.code for code, status in REGISTRY.items())


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        REGISTRY[200] = lookup(201)  # type: ignore[index]


def test_registered_and_unofficial_codes_are_all_codes() -> None:
    together = sorted([*registered(), *unofficial()], key=lambda status: status.code)
    assert together == list(REGISTRY.values())
    assert len(registered()) == 64


def test_a_class_has_its_codes() -> None:
    assert [status.code for status in by_class(1)] == [100, 101, 102, 103, 104]
    assert by_class(6) == ()


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownCode) as caught:
        lookup(298)
    assert caught.value.got == "298"
    assert caught.value.nearest == (300, 301, 302)


@pytest.mark.parametrize(
    ("code", "count", "expected"),
    [
        (102, 1, (102,)),
        (0, 2, (100, 101)),
        (10_000, 2, (783, 999)),
        (427, 2, (426, 428)),
        (427, 1, (426,)),
        (298, 0, ()),
    ],
)
def test_the_nearest_codes_are_ascending(code: int, count: int, expected: tuple[int, ...]) -> None:
    assert nearest(code, count) == expected


@given(st.integers())
def test_nothing_known_is_nearer_than_the_nearest(code: int) -> None:
    near = nearest(code)
    assert len(near) == 3
    farthest = max(abs(known - code) for known in near)
    assert all(abs(known - code) >= farthest for known in REGISTRY if known not in near)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (102, "Processing"),
        (200, "OK"),
        (306, ""),
        (418, "I'm a teapot"),
        (299, ""),
        (499, "Client Closed Request"),
    ],
)
def test_a_reason_phrase_is_fit_for_a_status_line(code: int, reason: str) -> None:
    assert reason_phrase(code) == reason
