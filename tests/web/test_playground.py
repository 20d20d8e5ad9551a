"""The address on a code's page works, and the form has what the code has a use for."""

import pytest

from interim.codes.registry import REGISTRY, lookup
from interim.simulator.config import Config
from interim.simulator.parameters import PARAMETERS
from interim.simulator.parse import parse_scenario
from interim.web.playground import Playground, playground

OFFERED = [pytest.param(code, id=str(code)) for code in REGISTRY if playground(lookup(code)) is not None]


def of(code: int) -> Playground:
    made = playground(lookup(code))
    assert made is not None
    return made


def names(code: int) -> list[str]:
    return [control.name for control in of(code).controls]


@pytest.mark.parametrize("code", OFFERED)
def test_the_address_and_every_example_are_taken_by_the_simulator(code: int) -> None:
    made = of(code)
    query = made.target.partition("?")[2].encode()
    parse_scenario(str(code), query, Config())
    for control in made.controls:
        parse_scenario(str(code), f"{control.name}={control.example}".replace(" ", "%20").encode(), Config())


def test_an_interim_code_is_sent_three_times_a_second_apart() -> None:
    assert of(102).target == "/api/status/102?count=3&interval=1s"
    assert names(102) == ["count", "interval", "final"]


def test_a_code_offers_the_parameters_it_has_a_use_for() -> None:
    assert "retry_after" in names(503)
    assert "retry_after" in names(429)
    assert "location" in names(302)
    assert "allow" in names(405)
    assert "retry_after" not in names(404)
    assert "body" in names(404)
    assert "body" not in names(204)


def test_every_control_is_a_parameter_with_its_meaning() -> None:
    meanings = {parameter.name: parameter.meaning for parameter in PARAMETERS}
    for code in (102, 302, 404, 405, 503):
        assert all(control.meaning == meanings[control.name] for control in of(code).controls)


def test_what_has_to_be_known_first_is_said() -> None:
    assert "426" in of(101).note
    assert of(101).controls == ()
    assert "does not expect" in of(100).note
    assert "Not registered" in of(520).note
    assert of(404).note == ""


def test_a_number_outside_of_the_classes_is_not_simulated() -> None:
    assert playground(lookup(999)) is None
