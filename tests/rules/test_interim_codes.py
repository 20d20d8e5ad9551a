from interim.codes.registry import REGISTRY, by_class
from interim.rules.interim_codes import EVERY_1XX, INTERIM_CODES


def test_the_interim_codes_are_those_of_the_registry() -> None:
    assert tuple(code for code, status in REGISTRY.items() if status.interim) == INTERIM_CODES


def test_every_1xx_is_the_class_of_the_registry() -> None:
    assert tuple(status.code for status in by_class(1)) == EVERY_1XX
