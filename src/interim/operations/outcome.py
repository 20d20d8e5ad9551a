"""From what a function returned or raised to what is kept of it."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interim.errors import InvalidInput, WorkFailed
from interim.exchange.fields import FieldLine, Fields
from interim.operations.operation import Operation, Outcome, State
from interim.operations.problems import EXCEPTION, NOT_JSON, TOO_LARGE, problem_of, problem_of_work

__all__ = ["Answer", "cancelled", "failed", "outcome_of", "outcome_of_failure"]

_log = logging.getLogger("interim.operations")
_JSON: tuple[FieldLine, ...] = ((b"content-type", b"application/json"),)
_PROBLEM: tuple[FieldLine, ...] = ((b"content-type", b"application/problem+json"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A final response of one's own: an operation's function may return one instead of a JSON value.

    Attributes:
        status: 200 to 599.
        lines: fields; Content-Length is added when it is sent.
        content: octets.
    """

    status: int = 200
    lines: tuple[FieldLine, ...] = ()
    content: bytes = b""

    def __post_init__(self) -> None:
        if not 200 <= self.status <= 599:
            raise InvalidInput("status", self.status, "200 to 599 for a final response")
        Fields.checked(self.lines)


def outcome_of(operation: Operation, value: Any, *, limit_bytes: int) -> Outcome:
    """What is kept when a function has returned `value`: an Answer, or anything that JSON has."""
    if isinstance(value, Answer):
        answer = value
    else:
        try:
            content = _json_octets(value)
        except (TypeError, ValueError, RecursionError) as error:
            _log.error("operation %s (%s): its result cannot be kept: %s", operation.id, operation.name, error)
            return failed(problem_of(NOT_JSON))
        answer = Answer(lines=_JSON, content=content)
    if len(answer.content) > limit_bytes:
        _log.error(
            "operation %s (%s): its result has %d octets, max_result_bytes is %d",
            operation.id,
            operation.name,
            len(answer.content),
            limit_bytes,
        )
        return failed(problem_of(TOO_LARGE))
    return Outcome(state=State.SUCCEEDED, status=answer.status, lines=answer.lines, content=answer.content)


def outcome_of_failure(operation: Operation, error: BaseException) -> Outcome:
    """What is kept when a function has raised. The traceback is for the log, never for a client."""
    if not isinstance(error, WorkFailed):
        _log.error(
            "operation %s (%s), attempt %d, failed", operation.id, operation.name, operation.attempt, exc_info=error
        )
        return failed(problem_of(EXCEPTION))
    document = problem_of_work(error)
    try:
        return failed(document)
    except (TypeError, ValueError, RecursionError) as fault:
        _log.error("operation %s (%s): its problem cannot be kept: %s", operation.id, operation.name, fault)
        return failed(problem_of(EXCEPTION))


def failed(problem: Mapping[str, Any]) -> Outcome:
    """A failure with these problem details, which are its content too.

    Raises:
        TypeError: they hold what JSON has not.
        ValueError: as TypeError.
    """
    content = _json_octets(problem)
    return Outcome(state=State.FAILED, status=problem["status"], lines=_PROBLEM, content=content, error=problem)


def cancelled() -> Outcome:
    """It was asked to stop, and did."""
    return Outcome(state=State.CANCELLED)


def _json_octets(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError:  # A lone surrogate: JSON can hold it, escaped.
        return json.dumps(value, allow_nan=False).encode()
