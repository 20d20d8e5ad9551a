"""Exchanges that no server should send, made at random: for tests that nothing raises on them.

They take a generator and are no strategy: an exchange has hundreds of choices, and as strategies they take seconds.
Give them `hypothesis.strategies.randoms(use_true_random=True)`, which says how to get the same one again.
"""

from datetime import UTC, datetime
from random import Random

from interim.exchange.exchange import Exchange
from interim.exchange.fault import Fault, FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Framing, Interim, Request, Version
from interim.exchange.timeline import Elided, End, Octets, Timeline
from interim.rules.case import Case, Probe

__all__ = ["strange_case", "strange_exchange"]

_NAMES = (
    *("Content-Length", "Transfer-Encoding", "Trailer", "Connection", "Keep-Alive", "Upgrade", "Expect", "Prefer"),
    *("Preference-Applied", "Vary", "Cache-Control", "Expires", "Age", "Date", "Retry-After", "Location", "Link"),
    *("Content-Location", "Status-URI", "Set-Cookie", "ETag", "Last-Modified", "Content-Type", "Content-Encoding"),
    *("Content-Range", "Range", "Accept-Ranges", "Allow", "WWW-Authenticate", "Access-Control-Allow-Origin", "Host"),
    *("Access-Control-Allow-Credentials", "If-None-Match", "Accept-Encoding", "X-Other", "", "\x1b", "\xff:"),
)
_GRAINS = (
    *("", ",", ";", "=", '"', "\\", "<", ">", " ", "\t", "\x00", "\x1b", "\xff", "*", "-", ":", "/", "[", "%", "W/"),
    *("0", "1", "10", "9" * 5000, "1.5", "max-age", "no-store", "chunked", "close", "upgrade", "100-continue", "wait"),
    *("respond-async", "return", "minimal", "rel", "preload", "monitor", "bytes", "timeout", "http://[", "GMT"),
    *("Sun, 22 Nov 2026 16:00:00 GMT", "Sunday, 31-Feb-99 99:99:99 GMT", "200 <http://e.test/>", '"x"', "gzip"),
    *("</a>; rel=preload", "timeout=5", "respond-async, wait=1", "bytes 0-9/10", "bytes=0-9", "true"),
    *("application/problem+json", "multipart/byteranges; boundary=x", "application/json", "text/html"),
)
_VERSIONS: tuple[Version, ...] = ("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3")
_LABELS = (*_VERSIONS, "HTTP/0.9", "HTTP/9", "ICY", "", "\x1b")
_CONTENTS = (
    *(b"", b"{", b'{"status": 200}', b"[" * 2000, b"\xff\x00"),
    *(b"<D:multistatus xmlns:D='DAV:'/>", b"<!DOCTYPE x>"),
)
_FINALS = (0, 101, 200, 202, 204, 205, 206, 207, 299, 302, 304, 308, 401, 405, 407, 416, 426, 429, 503, 600, 999)
_KNOWN = ("get_200_content_length", "content_held_ns", "x")
_FACTS: tuple[object, ...] = (None, True, -1, 0, 10**30, 1.5, float("nan"), "12", "x", [], {})
_CLOCKS = (
    None,
    datetime(2026, 11, 22, 16, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=UTC),
)
_PROBES: tuple[Probe, ...] = (
    *("get", "head", "identity", "gzip", "etag", "modified", "range", "range-end", "range-bad", "http10", "expect"),
    *("http11", "http2", "compare", "preflight", "monitor"),
)


def strange_case(random: Random) -> Case:
    """A case with an exchange and further ones."""
    probes = {name: tuple(_exchange(random) for _ in range(random.randrange(3))) for name in random.sample(_PROBES, 4)}
    return Case(exchange=_exchange(random), probes=probes)


def strange_exchange(random: Random) -> Exchange:
    """An exchange."""
    return _exchange(random)


def _exchange(random: Random) -> Exchange:
    times = sorted(_time(random) for _ in range(random.randrange(6)))
    last_ns = times[-1] if times else 0
    octets: list[Octets | Elided] = [Octets(at_ns=at_ns, data=b"x") for at_ns in times]
    if random.random() < 0.3:
        octets.append(Elided(at_ns=last_ns, until_ns=last_ns, octets=5, content_octets=3))
    interims = sorted(
        (_interim(random) for _ in range(random.choice((0, 0, 0, 1, 1, 2, 2, 7, 7, 100)))), key=lambda one: one.at_ns
    )
    return Exchange(
        request=_request(random),
        interims=tuple(interims),
        final=_final(random) if random.random() < 0.85 else None,
        late=tuple(_interim(random) for _ in range(random.choice((0, 0, 2)))),
        leftover=random.choice(_CONTENTS),
        faults=tuple(_fault(random) for _ in range(random.randrange(4))),
        timeline=Timeline(octets=tuple(octets), end=random.choice(list(End)), end_at_ns=last_ns),
        end=random.choice(list(End)),
        end_at_ns=last_ns,
        url=random.choice(("", "http://example.test/x", "http://[", "\xff\x1b")),
        clock=random.choice(_CLOCKS),
        known={name: random.choice(_FACTS) for name in random.sample(_KNOWN, random.randrange(3))},
    )


def _time(random: Random) -> int:
    if random.random() < 0.05:
        return random.choice((-(10**19), 10**19, 10**30))
    return random.choice((-1, 0, 1, 1, 5, 20, 60, 200)) * random.choice((1, 10**6, 10**9))


def _fields(random: Random) -> Fields:
    lines = []
    for _ in range(random.randrange(6)):
        value = "".join(random.choice(_GRAINS) for _ in range(random.choice((0, 1, 1, 1, 2, 3, 6))))
        lines.append((random.choice(_NAMES), value))
    return Fields.of(lines)


def _request(random: Random) -> Request:
    return Request(
        method=random.choice(("GET", "GET", "HEAD", "POST", "OPTIONS", "CONNECT", "PROPFIND", "x\x00")),
        target=random.choice(("/x", "*", "http://[", "\xff", "e.test:443")),
        version=random.choice(_VERSIONS),
        fields=_fields(random),
        content=random.choice(_CONTENTS),
    )


def _interim(random: Random) -> Interim:
    return Interim(
        status=random.choice((100, 101, 102, 102, 103, 103, 104, 110, 199)),
        fields=_fields(random),
        version=random.choice(_LABELS),
        at_ns=_time(random),
    )


def _final(random: Random) -> Final:
    head_ns = _time(random)
    content = random.choice(_CONTENTS)
    return Final(
        status=random.choice(_FINALS),
        fields=_fields(random),
        version=random.choice(_LABELS),
        content=content,
        content_octets=len(content) + random.choice((0, 0, 1, 10**12)),
        framing=random.choice(list(Framing)),
        trailers=_fields(random),
        head_at_ns=head_ns,
        end_at_ns=random.choice((None, head_ns, head_ns + 2 * 10**9)),
    )


def _fault(random: Random) -> Fault:
    return Fault(
        kind=random.choice(list(FaultKind)),
        at_ns=_time(random),
        offset=random.randrange(10**6),
        part=random.choice(("", "interim", "final", "late")),
        index=random.choice((None, -1, 0, 1, 99)),
        field=random.choice(("", "X", "\x1b")),
        detail=random.choice(("", "END_STREAM", "\x1b[31m")),
        excerpt=random.choice(_CONTENTS)[:200],
    )
