"""Facts in words, prose under its headings, and both as JSON; `interim code` and the site show the same."""

import pytest

from interim.codes.page import addresses, code_json, facts, sections
from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import REGISTRY, lookup


def fact(code: int, label: str) -> tuple[str, ...]:
    return next((one.values for one in facts(lookup(code)) if one.label == label), ())


@pytest.mark.parametrize(
    ("code", "label", "value"),
    [
        (102, "kind", "interim response"),
        (200, "kind", "final response"),
        (499, "kind", "never in a status line: only in logs, configuration or content"),
        (104, "registry", "temporary, expires 2026-11-13 (IANA, as of 2025-09-15)"),
        (102, "registry", "deprecated (IANA, as of 2025-09-15)"),
        (520, "registry", "unofficial: not in the IANA registry"),
        (405, "fields", "Allow: MUST (RFC 9110 §15.5.6)"),
        (307, "redirect", "temporary; the method stays (RFC 9110 §15.4.8)"),
        (429, "cache", "must not be stored (RFC 6585 §4)"),
    ],
)
def test_a_fact_is_said_in_words(code: int, label: str, value: str) -> None:
    assert value in fact(code, label)


def test_what_does_not_apply_is_left_out() -> None:
    assert {"cache", "redirect", "retry", "used by"}.isdisjoint(one.label for one in facts(lookup(102)))
    assert "defined in" not in {one.label for one in facts(lookup(520))}


def test_who_retries_stands_below_whether_one_may() -> None:
    assert len(fact(429, "retry")) == 2
    assert len(fact(408, "retry")) >= 1


@pytest.mark.parametrize("code", list(REGISTRY))
def test_every_code_has_facts_prose_and_addresses(code: int) -> None:
    status = lookup(code)
    assert facts(status)
    assert all(section.paragraphs for section in sections(code))
    assert addresses(status)
    document = code_json(status)
    assert document["code"] == code
    assert document["prose"] == PROSE[code].to_json()


def test_mistakes_name_their_rules_and_related_codes_their_names() -> None:
    by_heading = {section.heading: section.paragraphs for section in sections(102)}
    assert any("(INT" in text or "(TIM" in text for text in by_heading["Mistakes seen in the wild"])
    assert any(text.startswith("202 Accepted: ") for text in by_heading["Related"])
