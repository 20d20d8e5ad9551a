import json
from dataclasses import dataclass
from typing import Any

import pytest

from interim.errors import InvalidInput, WorkFailed
from interim.operations.operation import New, Operation, State
from interim.operations.outcome import Answer, cancelled, failed, outcome_of, outcome_of_failure
from interim.operations.problems import EXCEPTION, NOT_JSON, TOO_LARGE, problem_of
from tests.fakes.memory_store import MemoryStore
from tests.operations.test_store import ME

pytestmark = pytest.mark.anyio


@pytest.fixture
async def operation() -> Operation:
    made, _ = await MemoryStore().create(New(name="render"), ME)
    return made


@pytest.mark.parametrize("value", [None, 1, "ä", [1, {"a": None}], "\ud800"])
async def test_a_json_value_is_kept_as_json(operation: Operation, value: Any) -> None:
    outcome = outcome_of(operation, value, limit_bytes=100)
    assert (outcome.state, outcome.status) == (State.SUCCEEDED, 200)
    assert outcome.lines == ((b"content-type", b"application/json"),)
    assert outcome.content is not None
    assert json.loads(outcome.content) == value


async def test_an_answer_is_kept_as_it_is(operation: Operation) -> None:
    answer = Answer(status=201, lines=((b"content-type", b"text/csv"),), content=b"a,b")
    outcome = outcome_of(operation, answer, limit_bytes=100)
    assert (outcome.state, outcome.status, outcome.lines, outcome.content) == (
        State.SUCCEEDED,
        201,
        answer.lines,
        b"a,b",
    )


def test_an_answer_is_a_final_response_with_fields_that_can_be_sent() -> None:
    for status in (102, 600):
        with pytest.raises(InvalidInput):
            Answer(status=status)
    with pytest.raises(InvalidInput):
        Answer(lines=((b"a", b"b\r\nc: d"),))


@pytest.mark.parametrize(
    "value", [object(), float("nan"), b"octets", {1: {2, 3}}], ids=["object", "nan", "octets", "set"]
)
async def test_what_json_does_not_have_is_a_failure_that_the_log_explains(
    operation: Operation, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = outcome_of(operation, value, limit_bytes=100)
    assert (outcome.state, outcome.error) == (State.FAILED, problem_of(NOT_JSON))
    assert operation.id in caplog.text


async def test_a_value_that_holds_itself_is_a_failure(operation: Operation) -> None:
    value: list[Any] = []
    value.append(value)
    assert outcome_of(operation, value, limit_bytes=100).state is State.FAILED


@pytest.mark.parametrize("value", ["x" * 99, Answer(content=b"x" * 101)], ids=["json", "answer"])
async def test_what_is_too_large_is_a_failure(
    operation: Operation, value: Any, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = outcome_of(operation, value, limit_bytes=100)
    assert (outcome.state, outcome.error) == (State.FAILED, problem_of(TOO_LARGE))
    assert "has 101 octets, max_result_bytes is 100" in caplog.text
    assert outcome_of(operation, "x" * 98, limit_bytes=100).state is State.SUCCEEDED


async def test_an_exception_is_a_failure_that_tells_a_client_nothing_of_it(
    operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    def leak() -> None:
        raise ValueError("the password is hunter2")

    with pytest.raises(ValueError, match="hunter2") as caught:
        leak()
    outcome = outcome_of_failure(operation, caught.value)
    assert (outcome.state, outcome.status, outcome.error) == (State.FAILED, 500, problem_of(EXCEPTION))
    assert outcome.lines == ((b"content-type", b"application/problem+json"),)
    assert outcome.content is not None
    assert b"hunter2" not in outcome.content
    assert "hunter2" in caplog.text
    assert "Traceback" in caplog.text


async def test_a_failure_of_ones_own_has_its_status_and_words(
    operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    outcome = outcome_of_failure(
        operation, WorkFailed(409, "No such template", "There is no template a.", template="a")
    )
    expected = {
        "type": "about:blank",
        "title": "No such template",
        "status": 409,
        "detail": "There is no template a.",
        "template": "a",
    }
    assert (outcome.status, outcome.error) == (409, expected)
    assert outcome.content is not None
    assert json.loads(outcome.content) == expected
    assert "detail" not in (outcome_of_failure(operation, WorkFailed(500, "Broken")).error or {})
    assert not caplog.records


@dataclass
class Strange:
    value: int = 1


async def test_a_failure_whose_members_json_does_not_have_is_a_plain_failure(operation: Operation) -> None:
    outcome = outcome_of_failure(operation, WorkFailed(409, "No", what=Strange()))
    assert outcome.error == problem_of(EXCEPTION)


def test_a_failure_has_the_status_of_a_failure() -> None:
    with pytest.raises(InvalidInput, match="400 to 599"):
        WorkFailed(200, "Fine")


def test_a_cancelled_operation_has_no_response() -> None:
    outcome = cancelled()
    assert (outcome.state, outcome.status, outcome.content) == (State.CANCELLED, None, None)
    assert failed(problem_of(EXCEPTION)).status == 500
