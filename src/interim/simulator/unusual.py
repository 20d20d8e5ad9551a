"""Status codes from 600 to 999: invalid (RFC 9110 §15), seen in the wild, and carried where the wire can."""

from interim.asgi.channel import Scope, channel_of
from interim.asgi.refusal import Refusal

__all__ = ["check_status"]


def check_status(status: int, scope: Scope) -> None:
    """Refuse a status above 599 on a server that may not carry it.

    Our adapters do. uvicorn by itself has no status line for it and drops the connection (0.54), so on a server that
    is not ours nothing is tried.

    Raises:
        Refusal: naming what to use.
    """
    if status > 599 and channel_of(scope) is None:
        protocol = f"HTTP/{scope['http_version']}"
        detail = f"this server may not be able to send {status}; run the simulator with `interim serve`"
        raise Refusal(501, detail, parameter="status", got=str(status), protocol=protocol)
