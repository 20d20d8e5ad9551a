import random

import pytest
from hypothesis import given, strategies as st

from interim.codes.registry import registered
from interim.errors import InvalidInput
from interim.simulator.spec import Choice, parse_code, parse_codes, parse_spec


def codes(text: str, *, strict: bool = True) -> tuple[int, ...]:
    return parse_spec("status", text, strict=strict).codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("503", (503,)),
        ("299", (299,)),
        ("200,500", (200, 500)),
        ("200:0.9,500:0.1", (200, 500)),
        ("500-504", (500, 501, 502, 503, 504)),
        ("418-420", (418,)),
        ("100-199", (100, 102, 103, 104)),
        ("102,103", (102, 103)),
        ("101", (101,)),
        ("150", (150,)),
        ("200,500-502", (200, 500, 501, 502)),
    ],
)
def test_a_spec_offers_codes(text: str, expected: tuple[int, ...]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", ",", "5,7", "200,", "0", "-1", "99", "+200", "0200", "20", "1000", "99999", "abc", "200:0", "200:-1,500:1",
     "200:x", "200:1e3", "504-500", "105-199", "200 ", "\uff1200", "200;500", "200x2", "1-2", "200::1"],
)  # fmt: skip
def test_what_is_no_spec_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        codes(text)
    assert (caught.value.parameter, caught.value.got) == ("status", text)


@pytest.mark.parametrize("text", ["102,200", "100-200", "200,103", "101,102", "101,200"])
def test_interim_and_final_codes_do_not_go_together_and_101_stands_alone(text: str) -> None:
    with pytest.raises(InvalidInput, match="status"):
        codes(text)


@pytest.mark.parametrize("text", ["600", "999", "200,700", "500-999"])
def test_a_code_above_599_needs_strict_0(text: str) -> None:
    with pytest.raises(InvalidInput, match="strict=0"):
        codes(text)
    assert codes(text, strict=False)


def test_the_weights_decide_how_often() -> None:
    choice = parse_spec("status", "200:0.9,500:0.1", strict=True)
    rng = random.Random(1)  # noqa: S311
    picks = [choice.pick(rng) for _ in range(2000)]
    assert 0.85 < picks.count(200) / len(picks) < 0.95


def test_the_codes_of_a_range_share_its_weight() -> None:
    choice = parse_spec("status", "200:1,500-501:1", strict=True)
    assert choice.weights == (1, 0.5, 0.5)


def test_a_choice_of_one_needs_no_chance() -> None:
    choice = Choice(codes=(503,), weights=(1,))
    assert choice.fixed
    assert choice.pick(None) == 503


def test_a_long_list_is_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 100"):
        codes(",".join(["200"] * 101))
    with pytest.raises(InvalidInput, match="at most 100"):
        parse_codes("seq", ",".join(["200"] * 101), 200, 599)


@pytest.mark.parametrize("text", ["", "199", "600", "2000", "abc", "²00"])
def test_a_code_out_of_bounds_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="200 to 599"):
        parse_code("seq", text, 200, 599)


def test_a_list_of_codes_keeps_its_order() -> None:
    assert parse_codes("seq", "500,500,200", 200, 599) == (500, 500, 200)


@given(st.text(alphabet="0123456789,:-. x", max_size=20))
def test_any_text_is_a_choice_or_refused(text: str) -> None:
    try:
        choice = parse_spec("status", text, strict=True)
    except InvalidInput:
        return
    assert len(choice.codes) == len(choice.weights)
    assert all(100 <= code <= 599 for code in choice.codes)
    assert len({code < 200 for code in choice.codes}) == 1


@given(st.sampled_from([status.code for status in registered() if status.code >= 200]))
def test_every_registered_code_is_in_its_class(code: int) -> None:
    hundred = code // 100 * 100
    assert code in codes(f"{hundred}-{hundred + 99}")
