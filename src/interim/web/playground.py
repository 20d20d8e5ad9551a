"""The simulator on a code's page: the address to copy, and the form that changes it."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from interim.codes.status import ContentRule, StatusCode
from interim.simulator.parameters import PARAMETERS

__all__ = ["Control", "Playground", "playground"]

_MEANINGS = {parameter.name: parameter.meaning for parameter in PARAMETERS}
_LABELS = {
    "count": "How many",
    "interval": "Interval",
    "final": "Final response",
    "interim": "Interims before it",
    "sleep": "Wait before it",
    "retry_after": "Retry-After",
    "location": "Location",
    "allow": "Allow",
    "body": "Content",
}
_EXAMPLES = {
    "count": "3",
    "interval": "1s",
    "final": "503",
    "interim": "102*2@1s",
    "sleep": "2s",
    "retry_after": "120",
    "location": "/api/status/204",
    "allow": "GET, HEAD",
    "body": "hello",
}
_NO_QUOTES = "-._~*@,:/"
"""Allowed as they are in a query, and easier to read and to type that way (RFC 3986 §3.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One parameter in the form.

    Attributes:
        value: what it holds at first; "" leaves the parameter out.
        example: of what it takes.
    """

    name: str
    label: str
    meaning: str
    value: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Playground:
    """What the page offers for one code.

    Attributes:
        path: of the simulated status.
        target: with the query of the values that the form holds at first.
        note: what a reader has to know before running it; "" for nothing.
    """

    path: str
    target: str
    controls: tuple[Control, ...]
    note: str = ""


def playground(status: StatusCode) -> Playground | None:
    """The form for a code; None for one that the simulator does not send."""
    if not 100 <= status.code <= 599:
        return None
    path = f"/api/status/{status.code}"
    values = {"count": "3", "interval": "1s"} if status.interim else {}
    names = ["count", "interval", "final"] if status.interim else ["interim", "sleep", *_own(status)]
    if status.code == 101:
        names = []
    controls = tuple(
        Control(
            name=name,
            label=_LABELS[name],
            meaning=_MEANINGS[name],
            value=values.get(name, ""),
            example=_EXAMPLES[name],
        )
        for name in names
    )
    query = urlencode(values, quote_via=quote, safe=_NO_QUOTES)
    return Playground(path=path, target=f"{path}?{query}" if query else path, controls=controls, note=_note(status))


def _own(status: StatusCode) -> list[str]:
    """The parameters that this code in particular has a use for."""
    asked = {rule.name for rule in status.fields}
    by_field = {"Retry-After": "retry_after", "Location": "location", "Allow": "allow"}
    names = [name for field, name in by_field.items() if field in asked]
    return names if status.content is not ContentRule.ALLOWED else [*names, "body"]


def _note(status: StatusCode) -> str:
    if status.code == 101:
        return "Who asks for no upgrade gets 426, as a 101 would be a fault then; a WebSocket handshake gets 101."
    if status.code == 100:
        return "Sent here although the request does not expect it, which is allowed to a server and must be survived."
    if not status.registered:
        return "Not registered: the simulator sends it with its unofficial name."
    return ""
