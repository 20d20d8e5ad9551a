import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.protocol.pacing import Step
from interim.simulator.config import Config
from interim.simulator.interims import check_interim_lines, check_script, parse_interims

CONFIG = Config()
MS = 1_000_000


def test_a_script_is_codes_with_counts_and_gaps() -> None:
    assert parse_interims("103,102*3@500ms,150@1s", CONFIG) == (
        Step(status=103),
        Step(status=102, count=3, gap_ns=500 * MS),
        Step(status=150, gap_ns=1000 * MS),
    )


@pytest.mark.parametrize(
    "text", ["", "102,", "200", "101", "102*0", "102*", "102@", "102@x", "102*3*3", "102 ", "1x2", "102*1000000"]
)
def test_what_is_no_script_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_interims(text, CONFIG)
    assert caught.value.parameter == "interim"


@pytest.mark.parametrize("text", ["102*301", "102*150,103*151"])
def test_too_many_are_refused(text: str) -> None:
    assert parse_interims("102*300", CONFIG)
    with pytest.raises(InvalidInput, match="at most 300"):
        parse_interims(text, CONFIG)


@pytest.mark.parametrize("text", ["102@61s", "102*61@1s", "102@30s,103@31s"])
def test_too_long_a_script_is_refused(text: str) -> None:
    assert parse_interims("102*60@1s", CONFIG)
    with pytest.raises(InvalidInput, match="60 s"):
        parse_interims(text, CONFIG)


def test_a_script_of_the_path_is_named_by_its_parameter() -> None:
    with pytest.raises(InvalidInput, match=r"^count: got"):
        check_script("count", "301", [Step(status=102, count=301)], CONFIG)


@pytest.mark.parametrize("line", [(b"content-length", b"3"), (b"connection", b"close"), (b"upgrade", b"x")])
def test_fields_that_no_interim_may_have_are_refused(line: tuple[bytes, bytes]) -> None:
    with pytest.raises(InvalidInput, match=r"^header\.103: .*RFC"):
        check_interim_lines({103: [line]})
    check_interim_lines({103: [(b"link", b"</a>")]})


@given(st.text(alphabet="0123456789,*@msx.", max_size=24))
def test_any_text_is_a_script_or_refused(text: str) -> None:
    try:
        steps = parse_interims(text, CONFIG)
    except InvalidInput:
        return
    assert all(100 <= step.status <= 199 and step.status != 101 for step in steps)
