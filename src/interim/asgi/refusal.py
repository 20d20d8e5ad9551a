"""A refusal: what an application answers, in problem details (RFC 9457), to a request that it does not grant."""

from collections.abc import Sequence
from typing import Any

from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine

__all__ = ["Refusal", "refused_input"]

_SHOWN = 200


class Refusal(Exception):
    """A request that is understood and not granted. Raise it before the final response has started.

    Attributes:
        status: what to answer.
        detail: why, and what to do instead.
        lines: further fields of the answer.
        members: further members of the problem details.
    """

    def __init__(self, status: int, detail: str, *, lines: Sequence[FieldLine] = (), **members: Any) -> None:
        self.status = status
        self.detail = detail
        self.lines = lines
        self.members = members
        super().__init__(detail)


def refused_input(error: InvalidInput) -> Refusal:
    """400 for a value that cannot be used, naming the parameter, what it was and what is allowed."""
    got = error.got if len(error.got) <= _SHOWN else error.got[:_SHOWN] + "..."
    detail = f"{error.parameter}: got {got!r}, allowed: {error.allowed}"
    return Refusal(400, detail, parameter=error.parameter, got=got, allowed=error.allowed)
