"""Everything that interim raises, in one tree.

::

    InterimError
    ├── InvalidInput            a value from a user: names what, got, allowed (also a ValueError)
    │   └── UnknownCode         a status code that the registry does not hold; knows the nearest
    ├── ProtocolError           a message that HTTP does not allow
    │   ├── LocalProtocolError  we, or the application that called us, would break HTTP
    │   └── RemoteProtocolError the peer broke HTTP; `status_hint` is what to answer it
    ├── NoExchange              a request could not be made: DNS, connect, TLS, or no octet could be sent
    │   └── AddressRefused      the policy forbids the address; says nothing about the host
    └── UnsupportedServer       the ASGI server, or its version, cannot do what was asked

Facts are attributes, so that a program can act on them; the text is for people and names the value,
what is allowed and the fix.
"""

from collections.abc import Sequence

__all__ = [
    "AddressRefused",
    "InterimError",
    "InvalidInput",
    "LocalProtocolError",
    "NoExchange",
    "ProtocolError",
    "RemoteProtocolError",
    "UnknownCode",
    "UnsupportedServer",
]


class InterimError(Exception):
    """The root: catch this to catch everything that interim raises on purpose."""


class InvalidInput(InterimError, ValueError):
    """A value from a user that cannot be used.

    Attributes:
        parameter: what the value was given for, as the user wrote it (``sleep``, ``--port``).
        got: the value, as the user wrote it.
        allowed: what would have been accepted, in words.
    """

    def __init__(self, parameter: str, got: object, allowed: str) -> None:
        self.parameter = parameter
        self.got = str(got)
        self.allowed = allowed
        super().__init__(f"{parameter}: got {self.got!r}, allowed: {allowed}")


class UnknownCode(InvalidInput):
    """A status code that the registry does not hold.

    Attributes:
        nearest: the known codes closest to it, in ascending order.
    """

    def __init__(self, got: object, nearest: Sequence[int]) -> None:
        self.nearest = tuple(nearest)
        near = ", ".join(str(code) for code in self.nearest)
        super().__init__("code", got, f"a known status code; the nearest are {near}")


class ProtocolError(InterimError):
    """A message that HTTP does not allow."""


class LocalProtocolError(ProtocolError):
    """We, or the application that called us, would break HTTP by sending this."""


class RemoteProtocolError(ProtocolError):
    """The peer broke HTTP.

    Attributes:
        status_hint: the status code to answer the peer with.
    """

    def __init__(self, message: str, *, status_hint: int = 400) -> None:
        self.status_hint = status_hint
        super().__init__(message)


class NoExchange(InterimError):
    """A request could not be made, so there is nothing to judge.

    Attributes:
        phase: where it failed: "dns", "connect", "tls" or "send".
        reason: why, in plain words.
    """

    def __init__(self, phase: str, reason: str) -> None:
        self.phase = phase
        self.reason = reason
        super().__init__(f"no exchange, {phase}: {reason}")


class AddressRefused(NoExchange):
    """The address policy forbids to connect. It does not say which address, nor whether the name exists."""

    def __init__(self) -> None:
        super().__init__("policy", "the host is unknown or not allowed; only public addresses on ports 80 and 443 are")


class UnsupportedServer(InterimError, RuntimeError):
    """The ASGI server, or its version, cannot do what was asked."""
