"""Who holds a request: the one decision about it, kept in its scope.

`KeepAlive`, a nested one, and what hands over to a 202 may all be around one endpoint. The innermost knows most, and so
it takes over: it `claim`s the request, which stops whoever had it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from interim.asgi.channel import Scope, channel_of
from interim.errors import InvalidInput
from interim.exchange.fields import VALUE

if TYPE_CHECKING:  # Whoever only sends an interim response asks who holds the request, and needs no policy for it.
    from interim.protocol.policy import Policy

__all__ = ["HOLDING", "Holding", "Lender", "claim", "holding_of", "progress_value", "tell_progress"]

HOLDING = "interim.holding"
"""The name of the scope extension that has the `Holding` of the request, or its `Lender`."""

_LONGEST_PROGRESS = 200


class Holding(Protocol):
    """What holds a request. Use it on the event loop of the request."""

    @property
    def policy(self) -> "Policy | None":
        """What the operator declared for the request; None when nobody did."""

    def stop(self) -> None:
        """Send no more: the request is answered, or somebody else holds it."""

    def heard(self) -> None:
        """The client was just told by somebody else; the silence begins anew."""

    def progress(self, value: str) -> None:
        """Say how far it is, in the interim responses to come.

        Raises:
            InvalidInput: it cannot be the value of a field.
        """


class Lender(Protocol):
    """Stands in a scope for what holds the request, which is only made when somebody asks for it."""

    def holding(self, scope: Mapping[str, Any]) -> Holding | None:
        """What holds this request; None when nothing does any more."""


def holding_of(scope: Mapping[str, Any]) -> Holding | None:
    """What holds this request, or None."""
    extensions = scope.get("extensions")
    found: Holding | Lender | None = extensions.get(HOLDING) if extensions else None
    if found is None:
        return None
    lend = getattr(found, "holding", None)
    return found if lend is None else lend(scope)  # type: ignore[return-value]


def claim(scope: Scope, holding: "Holding | Lender") -> Holding | None:
    """Hold this request from now on.

    Returns:
        Who held it, and is stopped; None for nobody.
    """
    former = holding_of(scope)
    if former is not None:
        former.stop()
    extensions = scope.get("extensions")
    if extensions is None:
        extensions = scope["extensions"] = {}
    extensions[HOLDING] = holding
    return former


def tell_progress(scope_or_request: Any, value: str) -> None:
    """Say how far a request is, in the interim responses to come: ``tell_progress(request, "page 3 of 20")``.

    It goes into the field that the operator named by `progress_field`, and nowhere without one. May be called from any
    thread.

    Raises:
        InvalidInput: it cannot be the value of a field: control characters, not ISO-8859-1, over 200 characters.
    """
    scope = scope_or_request if isinstance(scope_or_request, Mapping) else scope_or_request.scope
    progress_value(value)
    channel = channel_of(scope)
    if channel is None:
        _tell(scope, value)
    else:
        channel.loop.call_soon_threadsafe(_tell, scope, value)


def _tell(scope: Mapping[str, Any], value: str) -> None:
    holding = holding_of(scope)
    if holding is not None:
        holding.progress(value)


def progress_value(value: str) -> bytes:
    """The value of a progress field.

    Raises:
        InvalidInput: it cannot be one.
    """
    try:
        octets = value.strip().encode("latin-1")
    except UnicodeEncodeError:
        octets = b"\n"
    if len(octets) > _LONGEST_PROGRESS or not VALUE.fullmatch(octets):
        raise InvalidInput("progress", value, f"up to {_LONGEST_PROGRESS} visible ISO-8859-1 characters and spaces")
    return octets
