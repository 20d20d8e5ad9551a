import pytest
from hypothesis import given, strategies as st

from interim.protocol.prefer import NO_PREFERENCES, parse_applied, parse_prefer


@pytest.mark.parametrize(
    ("values", "respond_async", "wait_s"),
    [
        ([], False, None),
        (["respond-async"], True, None),
        (["Respond-Async, WAIT=10"], True, 10),
        (["respond-async", "wait=5"], True, 5),
        (["wait=0"], False, 0),
        (["wait = 7; x=y"], False, 7),
        (['wait="8"'], False, 8),
        (["wait=99999999999"], False, 2**31 - 1),
        (["return=minimal"], False, None),
    ],
)
def test_what_a_client_prefers_is_read(values: list[str], respond_async: bool, wait_s: int | None) -> None:
    preferences = parse_prefer(values)
    assert (preferences.respond_async, preferences.wait_s) == (respond_async, wait_s)


@pytest.mark.parametrize(
    "value",
    ["", ",", "=", "wait", "wait=", "wait=-1", "wait=1.5", "wait=soon", "respond-async=yes", "respond async", "é"],
)
def test_a_bad_preference_is_ignored_and_not_applied(value: str) -> None:
    preferences = parse_prefer([value])
    assert (preferences.respond_async, preferences.wait_s) == (False, None)
    assert preferences.applied(detached=True) == ""


def test_a_bad_preference_does_not_harm_its_neighbours() -> None:
    assert parse_prefer(["a b, wait=3"]).wait_s == 3


def test_of_several_with_one_name_the_first_counts_even_if_it_is_bad() -> None:
    assert parse_prefer(["wait=1", "Wait=2"]).wait_s == 1
    assert parse_prefer(["wait=soon, wait=2"]).wait_s is None


@pytest.mark.parametrize(
    ("value", "detached", "applied"),
    [
        ("respond-async", True, "respond-async"),
        ("respond-async, wait=5", True, "respond-async, wait=5"),
        ("respond-async, wait=5", False, "wait=5"),
        ("respond-async", False, ""),
        ("wait=5", True, "wait=5"),
    ],
)
def test_what_was_applied_depends_on_what_was_answered(value: str, detached: bool, applied: str) -> None:
    assert parse_prefer([value]).applied(detached=detached) == applied


def test_a_request_without_the_field_costs_no_object() -> None:
    assert parse_prefer([]) is NO_PREFERENCES


@pytest.mark.parametrize(("member", "applied"), [("Wait=5", ("wait", "5")), ("a; b", None), ("", None)])
def test_an_applied_preference_is_read(member: str, applied: tuple[str, str] | None) -> None:
    assert parse_applied(member) == applied


@given(st.lists(st.text(), max_size=4))
def test_nothing_raises(values: list[str]) -> None:
    for member in parse_prefer(values).applied(detached=True).split(", "):
        assert not member or parse_applied(member) is not None
