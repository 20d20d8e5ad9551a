"""The numeric settings as users name them."""

import dataclasses

import pytest

from interim.rules.settings import Settings
from interim.rules.threshold import THRESHOLDS, Threshold, threshold_of


def test_every_number_among_the_settings_is_a_threshold() -> None:
    others = {"select", "ignore", "severities"}
    named = {field.name for field in dataclasses.fields(Settings)} - others
    assert {one.attribute for one in THRESHOLDS.values()} == named


@pytest.mark.parametrize(
    ("name", "attribute", "shown"),
    [
        ("first-102", "first_102_ns", "20 s"),
        ("buffered-gap", "buffered_gap_ns", "0.05 s"),
        ("client-interims", "client_interims", "100"),
        ("late-hint-share", "late_hint_share", "0.9"),
    ],
)
def test_a_threshold_has_a_name_for_people_and_a_default_with_its_unit(name: str, attribute: str, shown: str) -> None:
    assert THRESHOLDS[name] == threshold_of(attribute)
    assert THRESHOLDS[name].shown == shown


@pytest.mark.parametrize("threshold", THRESHOLDS.values(), ids=THRESHOLDS)
def test_a_default_is_that_of_the_settings(threshold: Threshold) -> None:
    scale = 1_000_000_000 if threshold.unit == "s" else 1
    assert threshold.default * scale == getattr(Settings(), threshold.attribute)


@pytest.mark.parametrize("attribute", ["select", "severities", "first-102", ""])
def test_what_is_no_number_of_the_settings_is_no_threshold(attribute: str) -> None:
    with pytest.raises(KeyError):
        threshold_of(attribute)
