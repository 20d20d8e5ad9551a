from interim.simulator.config import Config
from interim.simulator.head import head_of
from interim.simulator.parse import parse_scenario
from tests.fakes.asgi import scope_of


def test_the_head_of_a_kept_scenario_is_made_once() -> None:
    kept = parse_scenario("200", b"", Config(), shared=True)
    scope = scope_of("/")
    assert head_of(scope, None, kept, 200, 200) is head_of(scope, None, kept, 200, 200)
    assert head_of(scope, b"text/html", kept, 200, 200) is not head_of(scope, None, kept, 200, 200)


def test_the_head_of_any_other_is_not_kept() -> None:
    once = parse_scenario("200", b"", Config())
    assert head_of(scope_of("/"), None, once, 200, 200) is not head_of(scope_of("/"), None, once, 200, 200)


def test_another_answer_than_the_described_has_a_content_of_its_own() -> None:
    scenario = parse_scenario("200", b"body=a,b&type=text/csv", Config())
    assert head_of(scope_of("/"), None, scenario, 200, 200).own
    replaced = head_of(scope_of("/"), None, scenario, 200, 412)
    assert not replaced.own
    assert (b"content-type", b"application/json") in replaced.lines
