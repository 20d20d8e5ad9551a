"""What our protocol classes rely on in all of uvicorn's, as the guard checks it."""

from collections.abc import Iterator

from uvicorn.protocols.http.flow_control import FlowControl

from interim.servers.guard import Seam

__all__ = ["ABOVE", "FIRST", "common_seams"]

FIRST = "0.54"
ABOVE = "0.55"
"""The versions of uvicorn that were tried: from the first, below the other."""

_PROTOCOL = {
    "__init__": {"loop", "app", "logger", "flow", "transport"},
    "connection_made": {"FlowControl", "flow", "transport"},
    "connection_lost": {"disconnected", "message_event", "response_complete"},
    "data_received": set[str](),
    "eof_received": set[str](),
    "shutdown": set[str](),
    "_unset_keepalive_if_required": {"timeout_keep_alive_task"},
}
_CYCLE = {
    "__init__": {
        "scope",
        "transport",
        "flow",
        "logger",
        "message_event",
        "on_response",
        "disconnected",
        "body",
        "more_body",
        "response_started",
        "response_complete",
    },
    "run_asgi": {"app", "send", "receive", "on_response", "response_started", "response_complete", "disconnected"},
    "send": {"default_headers", "write_paused", "drain", "disconnected", "response_started", "response_complete"},
    "receive": {"message_event", "disconnected", "more_body", "body"},
}


def common_seams(protocol: type, cycle: type) -> Iterator[Seam]:
    """The seams of a protocol class and its cycle that are the same in all four."""
    yield Seam(owner=FlowControl, function="drain", mentions=frozenset({"_is_writable_event", "wait"}))
    for owner, functions in ((protocol, _PROTOCOL), (cycle, _CYCLE)):
        for function, mentions in functions.items():
            yield Seam(owner=owner, function=function, mentions=frozenset(mentions))
