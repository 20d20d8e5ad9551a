"""Record one exchange: resolve, connect, shake hands, ask, and watch until it is over."""

import time
from collections.abc import Callable
from dataclasses import replace

from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Request, Version
from interim.wire.connect import asks_dns, connect, resolve
from interim.wire.conversation import Conversation
from interim.wire.dialogue import Dialogue
from interim.wire.events import Event, Phase, PhaseDone
from interim.wire.h1 import H1Conversation
from interim.wire.link import Link, PlainLink
from interim.wire.recording import Connection, Phases, Plan, Recording
from interim.wire.tls import TlsFacts, start_tls, tls_context

__all__ = ["record"]

_Watch = Callable[[Event], None]


async def record(plan: Plan, *, watch: _Watch | None = None) -> Recording:
    """Make one exchange on a connection of its own, without any retry, and tell `watch` of it as it runs.

    Cancelling it closes the connection, and so does an exception of `watch`, which passes through.

    Args:
        plan: what to ask, where, and the bounds.
        watch: is called in the event loop, and should return soon: octets that arrive meanwhile get later times.

    Raises:
        AddressRefused: the plan's policy forbids the target, or the target has no address and the policy hides that.
        NoExchange: DNS, connect or TLS failed, or no octet of the request could be sent.
        InvalidInput: `ca_file` holds no certificates, or the request cannot be sent as it is.
    """
    tell = watch or _ignore
    context = tls_context(plan) if plan.target.scheme == "https" else None
    timer = _Timer(tell)
    endpoints = await resolve(plan)
    dns_ns = timer.done(Phase.DNS, ", ".join(endpoint.address for endpoint in endpoints)) if asks_dns(plan) else None
    socket, endpoint = await connect(endpoints, plan.limits.connect_ns)
    link: Link = PlainLink(socket)
    try:
        connect_ns = timer.done(Phase.CONNECT, f"{endpoint.address} port {endpoint.port}")
        tls_ns, facts = None, None
        if context is not None:
            link, facts = await start_tls(PlainLink(socket), context, plan)
            tls_ns = timer.done(Phase.TLS, _connection(endpoint.address, endpoint.port, facts).tls)
        request = _request(plan, facts)
        dialogue = Dialogue(
            link,
            _conversation(plan, request),
            limits=plan.limits,
            expect=plan.expect,
            watch=tell,
        )
        exchange = await dialogue.run()
    finally:
        link.close()
    known = {} if dialogue.content_held_ns is None else {"content_held_ns": dialogue.content_held_ns}
    return Recording(
        exchange=replace(exchange, url=plan.target.url, clock=dialogue.clock, known={**exchange.known, **known}),
        phases=_phases(dialogue, exchange, timer.started_ns, dns_ns=dns_ns, connect_ns=connect_ns, tls_ns=tls_ns),
        connection=_connection(endpoint.address, endpoint.port, facts),
    )


class _Timer:
    """Takes the time of one phase after the other, and tells it."""

    def __init__(self, tell: _Watch) -> None:
        self.started_ns = self._since_ns = time.monotonic_ns()
        self._tell = tell

    def done(self, phase: Phase, detail: str) -> int:
        took_ns = time.monotonic_ns() - self._since_ns
        self._tell(PhaseDone(phase=phase, took_ns=took_ns, detail=detail))
        self._since_ns = time.monotonic_ns()
        return took_ns


def _ignore(_event: Event) -> None:
    pass


def _request(plan: Plan, facts: TlsFacts | None) -> Request:
    version = _version(plan, facts)
    fields = plan.request.fields
    if version != "HTTP/2" and "host" not in fields:
        # RFC 9110 §7.2: "SHOULD send it as the first field". HTTP/1.0 needs it where one address serves many names.
        fields = Fields(((b"Host", plan.target.authority.encode("ascii")), *fields.lines))
    return replace(plan.request, version=version, fields=fields)


def _version(plan: Plan, facts: TlsFacts | None) -> Version:
    if plan.http == "1.0":
        return "HTTP/1.0"
    if plan.http == "1.1":
        return "HTTP/1.1"
    chosen = plan.http == "2" if facts is None else facts.alpn == "h2"
    return "HTTP/2" if chosen else "HTTP/1.1"


def _conversation(plan: Plan, request: Request) -> Conversation:
    if request.version != "HTTP/2":
        return H1Conversation(request, expect=plan.expect, limits=plan.limits)
    # Here, because hpack and hyperframe take their time and most exchanges need neither.
    from interim.wire.h2 import H2Conversation

    return H2Conversation(
        request,
        scheme=plan.target.scheme,
        authority=request.fields.get("host") or plan.target.authority,
        expect=plan.expect,
        limits=plan.limits,
    )


def _phases(
    dialogue: Dialogue,
    exchange: Exchange,
    started_ns: int,
    *,
    dns_ns: int | None,
    connect_ns: int,
    tls_ns: int | None,
) -> Phases:
    zero_ns = dialogue.request_end_ns or dialogue.started_ns
    final = exchange.final
    end_at_ns = exchange.timeline.end_at_ns if final is None or final.end_at_ns is None else final.end_at_ns
    return Phases(
        dns_ns=dns_ns,
        connect_ns=connect_ns,
        tls_ns=tls_ns,
        send_ns=zero_ns - dialogue.started_ns,
        first_byte_ns=None if dialogue.first_ns is None else dialogue.first_ns - zero_ns,
        total_ns=zero_ns + end_at_ns - started_ns,
    )


def _connection(address: str, port: int, facts: TlsFacts | None) -> Connection:
    if facts is None:
        return Connection(address=address, port=port)
    return Connection(
        address=address,
        port=port,
        alpn=facts.alpn,
        tls_version=facts.version,
        cipher=facts.cipher,
        certificate_expires=facts.certificate_expires,
        certificate_error=facts.certificate_error,
    )
