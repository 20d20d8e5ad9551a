"""All known status codes, and the ways to look them up."""

from collections.abc import Mapping
from types import MappingProxyType

from interim.codes.client_error import CLIENT_ERROR
from interim.codes.informational import INFORMATIONAL
from interim.codes.redirection import REDIRECTION
from interim.codes.server_error import SERVER_ERROR
from interim.codes.status import UNUSED, StatusCode
from interim.codes.successful import SUCCESSFUL
from interim.codes.unofficial import UNOFFICIAL
from interim.errors import UnknownCode

__all__ = [
    "REGISTRY",
    "REGISTRY_DATE",
    "by_class",
    "lookup",
    "nearest",
    "reason_phrase",
    "registered",
    "unofficial",
]

REGISTRY_DATE = "2025-09-15"
"""When IANA last updated the registry that this one equals."""

_ALL = INFORMATIONAL + SUCCESSFUL + REDIRECTION + CLIENT_ERROR + SERVER_ERROR + UNOFFICIAL

REGISTRY: Mapping[int, StatusCode] = MappingProxyType(
    {status.code: status for status in sorted(_ALL, key=lambda status: status.code)}
)
"""Every known code, ascending; it cannot be changed."""


def lookup(code: int) -> StatusCode:
    """The facts about a code.

    Raises:
        UnknownCode: the registry does not hold it; the error names the nearest it does hold.
    """
    status = REGISTRY.get(code)
    if status is None:
        raise UnknownCode(code, nearest(code))
    return status


def by_class(status_class: int) -> tuple[StatusCode, ...]:
    """The codes of a class, registered or not: 1 for 1xx. An unknown class has none."""
    return tuple(status for status in REGISTRY.values() if status.status_class == status_class)


def registered() -> tuple[StatusCode, ...]:
    """The codes in the IANA registry, the unused ones included."""
    return tuple(status for status in REGISTRY.values() if status.registered)


def unofficial() -> tuple[StatusCode, ...]:
    """The codes that are not in the IANA registry."""
    return tuple(status for status in REGISTRY.values() if not status.registered)


def nearest(code: int, count: int = 3) -> tuple[int, ...]:
    """The known codes closest to a number, in ascending order; of two as close, the lower."""
    return tuple(sorted(sorted(REGISTRY, key=lambda known: (abs(known - code), known))[:count]))


def reason_phrase(code: int) -> str:
    """The reason phrase for a status line; "" where there is none, which is valid there.

    A reason phrase is only a recommendation: RFC 9110 §15.1. 306 has no name to recommend.
    """
    status = REGISTRY.get(code)
    return status.name if status is not None and status.name != UNUSED else ""
