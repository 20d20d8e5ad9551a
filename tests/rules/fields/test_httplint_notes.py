import importlib
import pkgutil
from collections.abc import Iterator

import httplint
import pytest
from httplint import Note

from interim.rules.catalogue import RULES
from interim.rules.fields.httplint_notes import NOTES, OWN_SYNTAX, by_category
from interim.rules.finding import Severity


def _classes(base: type[Note]) -> Iterator[type[Note]]:
    for each in base.__subclasses__():
        yield each
        yield from _classes(each)


@pytest.fixture(scope="module")
def installed() -> set[str]:
    for module in pkgutil.walk_packages(httplint.__path__, "httplint."):
        if not module.name.startswith("httplint.cli"):
            importlib.import_module(module.name)
    return {each.__name__ for each in _classes(Note) if each.__module__.startswith("httplint.")}


def test_every_note_of_the_installed_version_has_a_verdict(installed: set[str]) -> None:
    assert len(installed) > 300
    assert installed - set(NOTES) == set()


def test_no_verdict_is_left_over_from_another_version(installed: set[str]) -> None:
    assert set(NOTES) - installed == set()


def test_verdicts_name_rules_that_speak_for_it() -> None:
    spoken = {verdict[0] for verdict in NOTES.values() if verdict is not None}
    assert spoken == {"CAC001", "CAC003", "HDR003", "HDR005", "HDR006"}
    assert set(OWN_SYNTAX.values()) <= set(RULES)


def test_a_security_field_is_never_more_than_a_note() -> None:
    assert {verdict[1] for verdict in NOTES.values() if verdict and verdict[0] == "HDR006"} == {Severity.NOTE}


WRONG = """
    DATE_CLOCKLESS STORE_UNSTORABLE STORE_STORABLE PARTIAL_WITHOUT_RANGE LOCATION_UNDEFINED STATUS_NONSTANDARD
    CREATED_WITHOUT_LOCATION UNEXPECTED_CONTINUE REDIRECT_WITHOUT_LOCATION FRESHNESS_STALE_ALREADY
"""


def test_verdicts_known_to_be_wrong_are_not_reported() -> None:
    assert {name for name in WRONG.split() if NOTES[name] is not None} == set()


@pytest.mark.parametrize(
    ("category", "level", "verdict"),
    [
        ("CACHING", "BAD", ("CAC001", Severity.WARNING)),
        ("SECURITY", "WARN", ("HDR006", Severity.NOTE)),
        ("COOKIES", "BAD", ("HDR005", Severity.WARNING)),
        ("GENERAL", "BAD", ("HDR003", Severity.WARNING)),
        ("SOMETHING_NEW", "WARN", ("HDR003", Severity.NOTE)),
        ("CACHING", "INFO", None),
        ("SECURITY", "GOOD", None),
    ],
)
def test_an_unknown_note_goes_by_its_category_and_is_never_an_error(
    category: str, level: str, verdict: tuple[str, Severity] | None
) -> None:
    assert by_category(category, level) == verdict
