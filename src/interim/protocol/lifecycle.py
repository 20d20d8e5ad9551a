"""When an interim response is legal: the lifecycle of one response, as a table.

A response passes through these states, and only forwards::

    OPEN ── interim ──> OPEN          any number of interim responses, RFC 9110 §15.2
      │
      └──── final ────> STARTED ── end ──> DONE
    any ──── left ────> GONE          the client is no longer there

House rules, in the order in which they are applied to an interim response:

1. Its status is 100 to 199, and not 101: switching protocols ends HTTP on the connection, so a server does that itself.
2. It has no field that frames content or speaks for the connection: "A server MUST NOT send a Content-Length header
   field in any response with a status code of 1xx" (RFC 9110 §8.6), nor Transfer-Encoding (RFC 9112 §6.1), and HTTP/2
   has no connection-specific fields at all (RFC 9113 §8.2.2).
3. After the final response has started it is too late: that is our caller's mistake, and raised.
4. To a client that left nothing is sent; that is nobody's mistake, and counted.
5. To an HTTP/1.0 client it is withheld: "a server MUST NOT send a 1xx response to an HTTP/1.0 client" (RFC 9110 §15.2).
"""

import enum
from collections.abc import Iterable

from interim.errors import LocalProtocolError
from interim.exchange.fields import NAME, VALUE, FieldLine

__all__ = ["FORBIDDEN_IN_INTERIM", "Sent", "State", "Verdict", "advance", "check_interim", "judge_interim"]


class State(enum.Enum):
    """Where a response is."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    GONE = "gone"


class Sent(enum.Enum):
    """What moves a response on."""

    INTERIM = "an interim response"
    FINAL = "the final response"
    END = "the end of the final response"
    LEFT = "the client leaving"


class Verdict(enum.Enum):
    """What to do with a legal interim response."""

    SEND = "send"
    WITHHOLD = "withhold"
    GONE = "gone"


_NEXT = {
    State.OPEN: {
        Sent.INTERIM: State.OPEN,
        Sent.FINAL: State.STARTED,
        Sent.LEFT: State.GONE,
    },
    State.STARTED: {Sent.END: State.DONE, Sent.LEFT: State.GONE},
    State.DONE: {Sent.LEFT: State.DONE},
    State.GONE: dict.fromkeys(Sent, State.GONE),
}

FORBIDDEN_IN_INTERIM = frozenset(
    {
        b"content-length",
        b"transfer-encoding",
        b"trailer",
        b"te",
        b"connection",
        b"keep-alive",
        b"proxy-connection",
        b"upgrade",
    }
)
"""Names, in lower case, of the fields that rule 2 keeps out of an interim response."""


def advance(state: State, sent: Sent) -> State:
    """The state after `sent`.

    Raises:
        LocalProtocolError: HTTP does not allow it in this state.
    """
    try:
        return _NEXT[state][sent]
    except KeyError:
        raise LocalProtocolError(f"{sent.value} cannot follow here: the response is {state.value}") from None


def judge_interim(state: State, http_version: str) -> Verdict:
    """Rules 3 to 5: whether an interim response may go out now.

    Args:
        state: where the response is.
        http_version: of the request, as ASGI writes it: ``1.0``, ``1.1``, ``2``.

    Raises:
        LocalProtocolError: the final response has started or ended.
    """
    if state is State.STARTED or state is State.DONE:
        raise LocalProtocolError(
            "an interim response must come before the final response, which has "
            f"{'started' if state is State.STARTED else 'ended'} (RFC 9110 §15.2); stop the heartbeat first"
        )
    if state is State.GONE:
        return Verdict.GONE
    return Verdict.WITHHOLD if http_version in {"1.0", "0.9"} else Verdict.SEND


def check_interim(status: int, lines: Iterable[FieldLine] = ()) -> None:
    """Rules 1 and 2: whether this may be an interim response at all.

    Raises:
        LocalProtocolError: naming the status or the field, and the clause.
    """
    if not 100 <= status <= 199:
        raise LocalProtocolError(
            f"{status} is not the status of an interim response: allowed are 100 to 199, except 101 (RFC 9110 §15.2)"
        )
    if status == 101:
        raise LocalProtocolError(
            "101 Switching Protocols is not an interim response: it ends HTTP on the connection (RFC 9110 §15.2.2); "
            "answer a websocket scope instead"
        )
    for name, value in lines:
        if name.lower() in FORBIDDEN_IN_INTERIM:
            raise LocalProtocolError(
                f"field {name.decode('latin-1')!r} must not be in a {status} response: it frames content or speaks for "
                "the connection (RFC 9110 §8.6, RFC 9112 §6.1, RFC 9113 §8.2.2); remove it"
            )
        if not NAME.fullmatch(name):
            raise LocalProtocolError(f"field name {name.decode('latin-1')!r} is not a token (RFC 9110 §5.6.2)")
        if not VALUE.fullmatch(value):
            raise LocalProtocolError(
                f"the value of field {name.decode('latin-1')!r} has a control character or white space at an end "
                "(RFC 9110 §5.5)"
            )
