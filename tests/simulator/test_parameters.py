import contextlib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.parameters import PARAMETERS, Parameter, decode, parse_query
from interim.simulator.parse import parse_scenario
from interim.simulator.scenario import Fault

_DOCUMENT = Path(__file__).parents[2] / "docs" / "simulator.md"


def test_a_query_is_taken_apart() -> None:
    query = parse_query(b"&sleep=2s&&header=A:%201&header=B:+2&header.103=link:x&body=%C3%A4&seed=")
    assert query.single == {"sleep": "2s", "body": "ä", "seed": ""}
    assert query.lines == {"header": ("A: 1", "B: 2"), "header.103": ("link:x",)}


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        (b"slep=3", "slep", "sleep?"),
        (b"nonsense=1", "nonsense", "one of count, interval"),
        (b"sleep=1&sleep=2", "sleep", "once"),
        (b"body=%zz", "body", "%25"),
        (b"body=%4", "body", "%25"),
        (b"body=%ff", "body", "UTF-8"),
        (b"body=\xff", "body", "UTF-8"),
        (b"%ff=1", "query", "UTF-8"),
        (b"header.200=a:b", "header.200", "header"),
        (b"&".join([b"header=a:b"] * 65), "header", "64 times"),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(query: bytes, parameter: str, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_query(query)
    assert caught.value.parameter == parameter
    assert words in caught.value.allowed


def test_a_long_unknown_name_is_not_given_back_whole() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_query(b"x" * 5000 + b"=1")
    assert len(caught.value.parameter) == 200


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_the_example_of_each_parameter_can_be_used(parameter: Parameter) -> None:
    path, _, query = parameter.example.partition("?")
    spec = path.removeprefix("/api/status/")
    assert path != spec
    parse_scenario(spec, query.encode(), Config())


@given(st.text())
def test_what_is_percent_encoded_is_decoded(text: str) -> None:
    encoded = "".join(f"%{octet:02X}" for octet in text.encode("utf-8", "ignore"))
    assert decode("x", encoded) == text.encode("utf-8", "ignore").decode()


@given(st.binary(max_size=40))
def test_any_octets_are_a_query_or_refused(octets: bytes) -> None:
    with contextlib.suppress(InvalidInput):
        assert parse_query(octets).single.keys() <= {parameter.name for parameter in PARAMETERS}


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_each_parameter_is_documented_with_a_line_to_try(parameter: Parameter) -> None:
    text = _DOCUMENT.read_text()
    assert f"`{parameter.name}`" in text or f"`{parameter.name}=`" in text
    assert f"localhost:8102{parameter.example}'" in text


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_each_fault_is_documented(fault: Fault) -> None:
    assert f"| `{fault.value}` |" in _DOCUMENT.read_text()
