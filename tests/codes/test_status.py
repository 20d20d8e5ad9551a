"""What a StatusCode accepts, says about itself, and gives as JSON."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from interim.codes.status import (
    Assignment,
    CacheRule,
    ContentRule,
    FieldRule,
    Level,
    Redirect,
    RetryRule,
    Spec,
    StatusCode,
    VendorMeaning,
    rfc,
)
from interim.errors import InvalidInput

SPEC = rfc(9110, "15.3.1")
VENDOR = VendorMeaning(name="Odd", vendor="Acme", source="https://example.org/odd")


def test_an_rfc_section_has_its_address() -> None:
    assert str(SPEC) == "RFC 9110 §15.3.1"
    assert SPEC.url == "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.1"


def test_a_document_cited_as_a_whole_has_no_section_sign() -> None:
    assert str(Spec(document="draft-x", section="", url="https://example.org/")) == "draft-x"


def test_a_registered_code_is_called_at_iana_what_it_is_called_here() -> None:
    assert StatusCode(code=200, name="OK", spec=SPEC, note="").iana_name == "OK"


def test_an_unofficial_code_has_no_name_at_iana() -> None:
    odd = StatusCode(code=299, name="Odd", assignment=Assignment.UNOFFICIAL, vendors=(VENDOR,), note="")
    assert odd.iana_name == ""
    assert odd.to_json()["iana_name"] is None
    assert odd.url == VENDOR.source
    assert not odd.registered


def test_a_status_code_cannot_be_changed() -> None:
    ok = StatusCode(code=200, name="OK", spec=SPEC, note="")
    with pytest.raises(FrozenInstanceError):
        ok.code = 201  # type: ignore[misc]


@pytest.mark.parametrize("code", [-1, 0, 99, 1000])
def test_a_code_has_three_digits(code: int) -> None:
    with pytest.raises(InvalidInput, match="100 to 999"):
        StatusCode(code=code, name="X", spec=SPEC, note="")


@pytest.mark.parametrize("both", [True, False])
def test_a_response_is_either_interim_or_final(both: bool) -> None:
    with pytest.raises(InvalidInput, match="either interim or final"):
        StatusCode(code=200, name="OK", spec=SPEC, interim=both, final=both, note="")


def test_a_registered_code_has_a_spec() -> None:
    with pytest.raises(InvalidInput, match="every registered code has one"):
        StatusCode(code=200, name="OK", note="")


def test_an_unofficial_code_is_somebodys() -> None:
    with pytest.raises(InvalidInput, match="somebody's"):
        StatusCode(code=299, name="Odd", assignment=Assignment.UNOFFICIAL, note="")


@pytest.mark.parametrize(
    ("assignment", "expires"),
    [(Assignment.TEMPORARY, None), (Assignment.ASSIGNED, date(2026, 11, 13))],
)
def test_only_a_temporary_code_expires(assignment: Assignment, expires: date | None) -> None:
    with pytest.raises(InvalidInput, match="expires"):
        StatusCode(code=104, name="X", spec=SPEC, assignment=assignment, expires=expires, note="")


@pytest.mark.parametrize("clause", ["", "RFC 9110", "9110 §15", "RFC 9110 15.1", "somewhere"])
def test_a_clause_names_document_and_section(clause: str) -> None:
    with pytest.raises(InvalidInput, match="clause"):
        FieldRule(name="Allow", level=Level.MUST, clause=clause)
    with pytest.raises(InvalidInput, match="clause"):
        RetryRule(condition="", clause=clause)
    with pytest.raises(InvalidInput, match="clause"):
        Redirect(permanent=True, changes_method="no", clause=clause)
    with pytest.raises(InvalidInput, match="clause"):
        StatusCode(code=200, name="OK", spec=SPEC, cache_clause=clause, note="")


@pytest.mark.parametrize("name", ["", "Connection: close", "Link rel=blocked-by", "1"])
def test_a_field_rule_is_about_one_field_name(name: str) -> None:
    with pytest.raises(InvalidInput, match="field name"):
        FieldRule(name=name, level=Level.MUST, clause="RFC 9110 §15.5.6")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (100, "informational"),
        (299, "successful"),
        (300, "redirection"),
        (499, "client error"),
        (599, "server error"),
        (600, "outside 100-599"),
        (999, "outside 100-599"),
    ],
)
def test_the_first_digit_is_the_class(code: int, name: str) -> None:
    status = StatusCode(code=code, name="X", assignment=Assignment.UNOFFICIAL, vendors=(VENDOR,), note="")
    assert status.status_class == code // 100
    assert status.class_name == name


@pytest.mark.parametrize(
    ("rule", "clause"),
    [
        (ContentRule.ALLOWED, "RFC 9110 §6.4.1"),
        (ContentRule.FORBIDDEN, "RFC 9110 §6.4.1"),
        (ContentRule.MUST_BE_EMPTY, "RFC 9110 §15.3.6"),
    ],
)
def test_the_content_rule_has_its_clause(rule: ContentRule, clause: str) -> None:
    assert StatusCode(code=205, name="X", spec=SPEC, content=rule, note="").content_clause == clause


def test_the_json_of_a_full_status_code_is_stable() -> None:
    status = StatusCode(
        code=399,
        name="Full",
        iana_name="Full (Test)",
        assignment=Assignment.TEMPORARY,
        spec=SPEC,
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.NEVER_STORE,
        cache_clause="RFC 6585 §4",
        fields=(FieldRule(name="Location", level=Level.SHOULD, when="moved", clause="RFC 9110 §15.4.2"),),
        retry=RetryRule(allowed=False, condition="never", clause="RFC 9110 §9.2.2", retried_by=("curl --retry",)),
        redirect=Redirect(permanent=True, changes_method="may", clause="RFC 9110 §15.4.2"),
        vendors=(VENDOR,),
        expires=date(2030, 1, 2),
        note="A note.",
    )
    assert status.to_json() == {
        "code": 399,
        "name": "Full",
        "class": 3,
        "class_name": "redirection",
        "iana_name": "Full (Test)",
        "assignment": "temporary",
        "registered": True,
        "deprecated": False,
        "expires": "2030-01-02",
        "spec": {
            "document": "RFC 9110",
            "section": "15.3.1",
            "url": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.1",
        },
        "url": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.1",
        "interim": False,
        "final": True,
        "content": {"rule": "forbidden", "clause": "RFC 9110 §6.4.1"},
        "cache": {"rule": "never store", "clause": "RFC 6585 §4"},
        "fields": [{"name": "Location", "level": "SHOULD", "when": "moved", "clause": "RFC 9110 §15.4.2"}],
        "retry": {
            "allowed": False,
            "condition": "never",
            "clause": "RFC 9110 §9.2.2",
            "retried_by": ["curl --retry"],
        },
        "redirect": {"permanent": True, "changes_method": "may", "clause": "RFC 9110 §15.4.2"},
        "vendors": [{"name": "Odd", "vendor": "Acme", "source": "https://example.org/odd"}],
        "on_wire": True,
        "note": "A note.",
    }
