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
    ├── UnsupportedServer       the ASGI server, or its version, cannot do what was asked
    └── OperationError          about an operation or the store that keeps it; `status` is what to answer over HTTP
        ├── OperationUnknown    no such operation, or somebody else's (404)
        ├── OperationExpired    it was there, and is no longer kept (410)
        ├── KeyReused           an idempotency key came again with another request (422)
        ├── StoreUnavailable    the store cannot take a write now: busy, or its disk fails (503, `retry_after_s`)
        │   └── StoreFull       it has no room for one more operation
        ├── OperationStopped    raised inside an operation's function: stop, your result is not wanted
        │   ├── Cancelled       somebody asked for it to be cancelled
        │   └── LeaseLost       another attempt has it now
        └── WorkFailed          raise it in an operation's function to fail with a status and words of your own

Facts are attributes, so that a program can act on them; the text is for people and names the value,
what is allowed and the fix.
"""

from collections.abc import Sequence

__all__ = [
    "AddressRefused",
    "Cancelled",
    "InterimError",
    "InvalidInput",
    "KeyReused",
    "LeaseLost",
    "LocalProtocolError",
    "NoExchange",
    "OperationError",
    "OperationExpired",
    "OperationStopped",
    "OperationUnknown",
    "ProtocolError",
    "RemoteProtocolError",
    "StoreFull",
    "StoreUnavailable",
    "UnknownCode",
    "UnsupportedServer",
    "WorkFailed",
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


class OperationError(InterimError):
    """Something about an operation, or about the store that keeps it.

    Attributes:
        status: the status code that answers it over HTTP.
    """

    status = 500


class OperationUnknown(OperationError):
    """There is no such operation. One of another principal is unknown, too: that it exists is nobody else's business.

    Attributes:
        id: what was asked for.
    """

    status = 404

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(f"there is no operation {id!r}")


class OperationExpired(OperationError):
    """The operation was there, and is no longer kept.

    Attributes:
        id: what was asked for.
    """

    status = 410

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(f"operation {id!r} has ended, and its result is no longer kept; start it again if you need it")


class KeyReused(OperationError):
    """An idempotency key came again, with another request than the first time.

    Attributes:
        key: the key.
    """

    status = 422

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"the idempotency key {key!r} belongs to a request with other content; use a new key")


class StoreUnavailable(OperationError):
    """The store of operations cannot take a write now. What was to be written is not; nothing has been started.

    Attributes:
        reason: why, in plain words.
        retry_after_s: seconds after which it is worth trying again.
    """

    status = 503

    def __init__(self, reason: str, *, retry_after_s: int = 5) -> None:
        self.reason = reason
        self.retry_after_s = retry_after_s
        super().__init__(f"the store of operations: {reason}; try again in {retry_after_s} s")


class StoreFull(StoreUnavailable):
    """The store of operations has no room for one more."""


class OperationStopped(OperationError):
    """Raised inside an operation's function: clean up and let it pass. What the function returns is not wanted.

    Attributes:
        id: the operation.
        attempt: which run of it.
    """

    def __init__(self, id: str, attempt: int, reason: str) -> None:
        self.id = id
        self.attempt = attempt
        super().__init__(f"operation {id}, attempt {attempt}: {reason}")


class Cancelled(OperationStopped):
    """Somebody asked for the operation to be cancelled."""

    def __init__(self, id: str, attempt: int) -> None:
        super().__init__(id, attempt, "it is to be cancelled")


class LeaseLost(OperationStopped):
    """Another attempt has the operation now, because this one was not heard of for longer than its lease."""

    def __init__(self, id: str, attempt: int) -> None:
        super().__init__(id, attempt, "its lease is lost to another attempt")


class WorkFailed(OperationError):
    """Raise it in an operation's function: the operation fails, without a retry, with these problem details (RFC 9457).

    Attributes:
        status: what to answer, 400 to 599.
        title: the kind of problem, in a few words.
        detail: this one, in words.
        members: further members of the problem details, which JSON can hold.
    """

    def __init__(self, status: int, title: str, detail: str = "", **members: object) -> None:
        if not 400 <= status <= 599:
            raise InvalidInput("status", status, "400 to 599 for an operation that failed")
        self.status = status
        self.title = title
        self.detail = detail
        self.members = members
        super().__init__(detail or title)
