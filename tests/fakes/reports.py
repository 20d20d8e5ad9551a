"""Reports as values: a plain one, and one in which everything that a peer can send to a terminal is tried."""

from datetime import UTC, datetime

from interim.exchange.exchange import Exchange
from interim.exchange.fault import Fault, FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Framing, Interim, Request
from interim.exchange.timeline import End, Octets, Timeline
from interim.inspector.report import Hop, Report
from interim.rules.finding import Finding, Severity
from interim.wire.recording import Connection, Phases

SECOND = 1_000_000_000
URL = "https://example.test:8443/a/b?c=d&e="
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n"
CLOCK = datetime(2026, 11, 22, 16, 0, 0, 250_000, tzinfo=UTC)
EVIL = "\x1b[31mred\x07\x9b2J\u202edrow\x7f\r\nSet-Up: ::error::x,y%0A"
"""Colour, bell, C1 control, direction, delete, and an end of line with what could start a command."""


def plain_report() -> Report:
    """Two 102s, one of them with Content-Length, a 200 with content; recorded over TLS."""
    request = Request(
        method="POST",
        target="/a/b?c=d&e=",
        fields=Fields.of([("Host", "example.test:8443"), ("Cookie", "k=v; l=w"), ("Content-Type", "text/plain")]),
        content=b"ask",
    )
    exchange = Exchange(
        request=request,
        interims=(
            Interim(status=102, reason="Processing", fields=Fields.of([("Content-Length", "0")]), at_ns=SECOND),
            Interim(status=102, reason="Processing", at_ns=2 * SECOND),
        ),
        final=Final(
            status=200,
            reason="OK",
            fields=Fields.of([("Content-Type", "text/plain"), ("Content-Length", "5"), ("Set-Cookie", "a=b; Path=/")]),
            content=b"hello",
            head_at_ns=3 * SECOND,
            end_at_ns=3 * SECOND + 500_000_000,
        ),
        timeline=Timeline(
            octets=(
                Octets(at_ns=SECOND, data=b"HTTP/1.1 102 Processing\r\nContent-Length: 0\r\n\r\n"),
                Octets(at_ns=2 * SECOND, data=b"HTTP/1.1 102 Processing\r\n\r\n"),
                Octets(at_ns=3 * SECOND, data=HEAD + b"hel"),
                Octets(at_ns=3 * SECOND + 500_000_000, data=b"lo"),
            ),
            end=End.DEADLINE,
            end_at_ns=4 * SECOND,
        ),
        end=End.DEADLINE,
        end_at_ns=4 * SECOND,
        url=URL,
        clock=CLOCK,
    )
    return Report(
        exchange=exchange,
        findings=(
            Finding(
                id="INT002",
                severity=Severity.ERROR,
                message="The 102 carries Content-Length: 0",
                spec=("RFC 9110 §8.6",),
                part="interim",
                index=0,
                field="Content-Length",
                at_ns=SECOND,
            ),
            Finding(id="INT002", severity=Severity.NOTE, message="A remark", spec=(), probe="head", data={"length": 0}),
        ),
        phases=Phases(
            dns_ns=1_000_000,
            connect_ns=2_000_000,
            tls_ns=3_000_000,
            send_ns=4_000_000,
            first_byte_ns=SECOND,
            total_ns=4 * SECOND,
        ),
        connection=Connection(
            address="192.0.2.7",
            port=8443,
            alpn="http/1.1",
            tls_version="TLSv1.3",
            cipher="TLS_AES_128_GCM_SHA256",
            certificate_expires=datetime(2027, 1, 1, tzinfo=UTC),
        ),
        probes={"head": (Exchange(request=Request(method="HEAD", target="/a/b")),)},
        skipped={"range": "no Accept-Ranges", "gzip": "no Accept-Ranges"},
        hops=(Hop(url="http://example.test/", status=301, location=URL),),
    )


def evil_report() -> Report:
    """Control characters wherever a peer can put them; and no final response, since we stopped."""
    fields = Fields(((b"X-" + EVIL.encode("utf-8"), EVIL.encode("utf-8")),))
    exchange = Exchange(
        request=Request(method="GET", target="/"),
        interims=(Interim(status=103, reason=EVIL, fields=fields, version=EVIL),),
        faults=(
            Fault(kind=FaultKind.FIELD_VALUE, at_ns=0, detail=EVIL, excerpt=EVIL.encode(), part="interim", index=0),
        ),
        timeline=Timeline(end=End.DEADLINE, end_at_ns=SECOND),
        end=End.DEADLINE,
        end_at_ns=SECOND,
        url="http://example.test/",
    )
    finding = Finding(id="INT002", severity=Severity.WARNING, message=EVIL, spec=("RFC 9110 §8.6",), field=EVIL)
    return Report(exchange=exchange, findings=(finding,), skipped={"head": EVIL})


def odd_reports() -> list[Report]:
    """What the formats have to bear: no content, late interims, a 101, binary content, an odd target and no URL."""
    late = Exchange(
        request=Request(method="GET", target="http://[::1/?", version="HTTP/2"),
        final=Final(
            status=101,
            version="HTTP/1.1",
            framing=Framing.TUNNEL,
            content=b"\x00\xff",
            content_octets=7,
            head_at_ns=-SECOND,
            fields=Fields.of([("Content-Encoding", "br"), ("Set-Cookie", "\x00=1"), ("Location", "/x")]),
        ),
        late=(Interim(status=102, at_ns=SECOND),),
        timeline=Timeline(octets=(Octets(at_ns=-SECOND, data=b"x"), Octets(at_ns=SECOND, data=b"y")), end_at_ns=SECOND),
        end_at_ns=SECOND,
    )
    empty = Exchange(
        request=Request(method="GET", target="*"),
        interims=(Interim(status=100, at_ns=-SECOND),),
        final=Final(status=204, framing=Framing.NONE, head_at_ns=0, end_at_ns=0),
    )
    return [Report(exchange=late), Report(exchange=empty), Report(exchange=Exchange(request=empty.request))]
