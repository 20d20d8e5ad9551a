"""Exchanges for tests of rules, built from short parts. Times are in seconds and fields are lines, `"Name: value"`.

::

    case(get("Prefer: wait=10"), interim(102, at=15.0), final(200, "Retry-After: 5", at=30.0, content=b"done"))

The octets of the timeline are written as HTTP/1.1, whatever the version of the request: rules go by when they came.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from interim.exchange.exchange import Exchange
from interim.exchange.fault import Fault, FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Framing, Interim, Request, Version
from interim.exchange.timeline import End, Octets, Timeline
from interim.rules.case import Case, Probe
from interim.rules.settings import Settings

__all__ = [
    "CLOCK",
    "DATE",
    "case",
    "exchange",
    "fault",
    "fields",
    "final",
    "get",
    "interim",
    "post",
    "request",
    "seconds",
]

CLOCK = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
"""The recorder's clock at the end of the request, unless an exchange says otherwise."""

DATE = "Date: Sun, 22 Nov 2026 16:00:00 GMT"
"""A Date field line that agrees with `CLOCK`."""

Message = Interim | Final


def seconds(at: float) -> int:
    """Seconds in ns."""
    return round(at * 1_000_000_000)


def fields(*lines: str) -> Fields:
    """Fields of lines such as `"Content-Length: 3"`; the value may be anything ISO-8859-1 can hold."""
    pairs = [line.partition(":") for line in lines]
    return Fields.of([(name, value.strip(" ")) for name, _, value in pairs])


def request(
    method: str = "GET", *lines: str, target: str = "/x", version: Version = "HTTP/1.1", content: bytes = b""
) -> Request:
    """A request with these field lines, and nothing added to them."""
    return Request(method=method, target=target, version=version, fields=fields(*lines), content=content)


def get(*lines: str, target: str = "/x", version: Version = "HTTP/1.1") -> Request:
    """A GET."""
    return request("GET", "Host: example.test", *lines, target=target, version=version)


def post(*lines: str, content: bytes = b"abc", target: str = "/x", version: Version = "HTTP/1.1") -> Request:
    """A POST with content and its length."""
    length = f"Content-Length: {len(content)}"
    return request("POST", "Host: example.test", length, *lines, target=target, version=version, content=content)


def interim(status: int = 102, *lines: str, at: float = 0.0, version: str = "HTTP/1.1") -> Interim:
    """An interim response that arrives at this time."""
    return Interim(status=status, fields=fields(*lines), version=version, at_ns=seconds(at))


def final(
    status: int = 200,
    *lines: str,
    at: float = 0.1,
    end: float | None = None,
    complete: bool = True,
    content: bytes = b"",
    content_octets: int = -1,
    framing: Framing = Framing.LENGTH,
    version: str = "HTTP/1.1",
    trailers: Iterable[str] = (),
) -> Final:
    """A final response whose head arrives at `at`, and the last of its content at `end`, or at once.

    Args:
        complete: False when its content never was.
    """
    end_at = at if end is None else end
    return Final(
        status=status,
        fields=fields(*lines),
        version=version,
        content=content,
        content_octets=content_octets,
        framing=framing,
        trailers=fields(*trailers),
        head_at_ns=seconds(at),
        end_at_ns=seconds(end_at) if complete else None,
    )


def fault(
    kind: FaultKind,
    *,
    at: float = 0.1,
    part: str = "",
    index: int | None = None,
    field: str = "",
    detail: str = "",
    excerpt: bytes = b"",
) -> Fault:
    """A fault that the reader met at this time."""
    return Fault(kind=kind, at_ns=seconds(at), part=part, index=index, field=field, detail=detail, excerpt=excerpt)


def exchange(
    asked: Request,
    *messages: Message,
    late: Iterable[Interim] = (),
    arrivals: Iterable[float] | None = None,
    ended: End = End.CLOSE,
    ended_at: float | None = None,
    faults: Iterable[Fault] = (),
    leftover: bytes = b"",
    url: str = "http://example.test/x",
    clock: datetime | None = CLOCK,
    known: Mapping[str, Any] | None = None,
) -> Exchange:
    """An exchange with these messages: interim responses, then at most one final response.

    Args:
        arrivals: when octets came, instead of when the messages say so; in seconds, ascending.
        ended_at: when the watching ended, instead of with the last octets.
    """
    interims = tuple(message for message in messages if isinstance(message, Interim))
    finals = [message for message in messages if isinstance(message, Final)]
    after = tuple(late)
    if arrivals is None:
        octets = _octets(interims, finals, after)
    else:
        octets = tuple(Octets(at_ns=seconds(at), data=b"x") for at in arrivals)
    last_ns = max((item.at_ns for item in octets), default=0)
    end_at_ns = last_ns if ended_at is None else seconds(ended_at)
    return Exchange(
        request=asked,
        interims=interims,
        final=finals[0] if finals else None,
        late=after,
        leftover=leftover,
        faults=tuple(faults),
        timeline=Timeline(octets=octets, end=ended, end_at_ns=end_at_ns),
        end=ended,
        end_at_ns=end_at_ns,
        url=url,
        clock=clock,
        known=known or {},
    )


def case(
    asked: Request,
    *messages: Message,
    settings: Settings | None = None,
    probes: Mapping[Probe, tuple[Exchange, ...]] | None = None,
    **rest: Any,
) -> Case:
    """A case of one exchange; `rest` goes to `exchange`."""
    return Case(exchange=exchange(asked, *messages, **rest), settings=settings or Settings(), probes=probes or {})


def _octets(interims: tuple[Interim, ...], finals: list[Final], late: tuple[Interim, ...]) -> tuple[Octets, ...]:
    items = [Octets(at_ns=message.at_ns, data=_head(message)) for message in interims]
    for message in finals:
        items.append(Octets(at_ns=message.head_at_ns, data=_head(message)))
        if message.content or (message.end_at_ns is not None and message.end_at_ns > message.head_at_ns):
            end_at_ns = message.head_at_ns if message.end_at_ns is None else message.end_at_ns
            items.append(Octets(at_ns=end_at_ns, data=message.content))
    items += [Octets(at_ns=message.at_ns, data=_head(message)) for message in late]
    return tuple(sorted(items, key=lambda item: item.at_ns))


def _head(message: Message) -> bytes:
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in message.fields)
    return f"{message.version} {message.status:03} {message.reason}\r\n".encode("latin-1") + lines + b"\r\n"
