"""Problem details (RFC 9457) of operations that failed: what a client may know of it, and no more."""

from collections.abc import Mapping
from typing import Any

from interim.errors import WorkFailed

__all__ = ["EXCEPTION", "LOST", "NOT_JSON", "TIMEOUT", "TOO_LARGE", "UNAVAILABLE", "problem_of", "problem_of_work"]

EXCEPTION = "work-failed"
LOST = "worker-lost"
NOT_JSON = "result-not-json"
TIMEOUT = "work-timeout"
TOO_LARGE = "result-too-large"
UNAVAILABLE = "worker-unavailable"

_PROBLEMS = {
    EXCEPTION: (500, "The work failed", "The function of the operation raised an exception; the server's log has it."),
    LOST: (500, "The worker was lost", "Each process that ran the operation ended before the operation did."),
    NOT_JSON: (
        500,
        "The result cannot be kept",
        "The function returned what JSON does not have; the server's log says what.",
    ),
    TIMEOUT: (504, "The work took too long", "The function of the operation did not end within its time."),
    TOO_LARGE: (500, "The result is too large", "The function returned more than the server keeps."),
    UNAVAILABLE: (503, "No worker took the operation", "No process that is running can do this work."),
}


def problem_of(kind: str) -> dict[str, Any]:
    """The problem details of a kind of failure."""
    status, title, detail = _PROBLEMS[kind]
    return {"type": f"urn:interim:{kind}", "title": title, "status": status, "detail": detail}


def problem_of_work(error: WorkFailed) -> Mapping[str, Any]:
    """The problem details that a function asked for."""
    document = {"type": "about:blank", **error.members, "title": error.title, "status": error.status}
    return document | {"detail": error.detail} if error.detail else document
