"""Faults: the ways in which real servers break HTTP, played on purpose."""

import random
import time
from typing import assert_never

from interim.asgi.channel import INFORMATIONAL, Raw, Scope, channel_of
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send
from interim.asgi.rest import Woken
from interim.protocol.pacing import Step
from interim.simulator.answer import Answer
from interim.simulator.config import Config
from interim.simulator.deliver import deliver, pieces
from interim.simulator.held import Held
from interim.simulator.octets import head_octets, interim_octets, write_content
from interim.simulator.scenario import Drip, Fault, Scenario
from interim.simulator.site import Receive, Site

__all__ = ["check_fault", "play_fault", "script_of", "wait_of"]

_WRITE = frozenset({"write", "close"})
_RESET = frozenset({"reset"})
# What a fault needs of the raw way; the alternatives are tried in order. On HTTP/2 only a stream can be reset.
_NEEDS: dict[Fault, tuple[frozenset[str], ...]] = {
    Fault.RESET: (_RESET,),
    Fault.CLOSE: (_WRITE, _RESET),
    Fault.EMPTY: (frozenset({"close"}),),
    Fault.TRUNCATE: (_WRITE, _RESET),
    Fault.GARBAGE: (_WRITE,),
    Fault.BAD_CHUNK: (_WRITE,),
    Fault.SLOW_HEADERS: (_WRITE,),
    Fault.HANG: (frozenset(),),
    Fault.INTERIM_ONLY: (frozenset({"close"}), _RESET),
    Fault.INTERIM_BODY: (_WRITE,),
    Fault.INTERIM_FLOOD: (frozenset(),),
    Fault.LATE_INTERIM: (_WRITE,),
}
_INTERIM_FAULTS = frozenset({Fault.INTERIM_ONLY, Fault.INTERIM_BODY, Fault.INTERIM_FLOOD, Fault.LATE_INTERIM})
_FRAMING = frozenset({b"content-length"})
# Octets that no parser takes for a status line; with line ends, so that none waits for one.
_GARBAGE = bytes(range(1, 32)) * 4 + b"\r\n\r\n\xff\xfe\xfd garbage \x00\r\n\r\n"
_SLOW = Drip(size_bytes=8, gap_ns=200_000_000)
_BODY = b"An interim response has no content.\n"


def check_fault(scenario: Scenario, scope: Scope) -> None:
    """Refuse a fault that cannot be played here.

    Raises:
        Refusal: naming the fault, the protocol, the server, and what to use instead.
    """
    fault = scenario.fault
    assert fault is not None  # noqa: S101 - it was asked for
    channel = channel_of(scope)
    raw = _raw_of(scope)
    abilities = raw.abilities if raw is not None else frozenset[str]()
    able = any(need <= abilities for need in _NEEDS[fault])
    use = "HTTP/1.1 with `interim serve`"
    if able and fault in _INTERIM_FAULTS:
        if scope["http_version"] == "1.0":
            able, use = False, "HTTP/1.1: no interim response may go to an HTTP/1.0 client (RFC 9110 §15.2)"
        elif channel is None and INFORMATIONAL not in (scope.get("extensions") or {}):
            able = False
    if not able:
        server = channel.server if channel is not None else "a server without an adapter of interim"
        protocol = f"HTTP/{scope['http_version']}"
        detail = f"fault={fault.value} cannot be played on {protocol} by {server}; use {use}"
        raise Refusal(501, detail, fault=fault.value, protocol=protocol, server=server, use=use)


def script_of(scenario: Scenario, asked: int) -> tuple[Step, ...]:
    """The legal interim responses of a scenario, before its fault shows."""
    match scenario.fault:
        case None:
            return scenario.script(asked)
        case Fault.INTERIM_FLOOD:
            return (*scenario.steps, Step(status=_code(scenario), count=scenario.flood))
        case Fault.INTERIM_ONLY:
            return scenario.script(asked) or (Step(status=102),)
        case Fault.INTERIM_BODY:
            return scenario.steps
        case _:
            return scenario.script(asked)


def wait_of(scenario: Scenario, rng: random.Random | None, config: Config) -> int:
    """How long to wait after them, in ns: hanging ends at the limit."""
    return config.max_hold_ns if scenario.fault is Fault.HANG else scenario.sleep.pick(rng)


async def play_fault(
    site: Site, scope: Scope, receive: Receive, send: Send, scenario: Scenario, answer: Answer
) -> None:
    """Break the answer. `check_fault` was content with the request."""
    raw = _raw_of(scope)
    if raw is None or scenario.fault is Fault.INTERIM_FLOOD:
        await deliver(site, scope, receive, send, scenario, answer, 0)
    elif "write" in raw.abilities:
        await _break_http1(site, scope, receive, raw, scenario, answer)
    else:
        await _break_stream(send, raw, scenario, answer)


def _raw_of(scope: Scope) -> Raw | None:
    channel = channel_of(scope)
    return None if channel is None else channel.raw


async def _break_http1(
    site: Site, scope: Scope, receive: Receive, raw: Raw, scenario: Scenario, answer: Answer
) -> None:
    fault = scenario.fault
    # A flood is delivered whole.
    assert fault is not None and fault is not Fault.INTERIM_FLOOD  # noqa: S101, PT018 - asked before
    match fault:
        case Fault.RESET:
            return raw.reset()
        case Fault.EMPTY | Fault.HANG | Fault.INTERIM_ONLY:
            pass
        case Fault.CLOSE:
            raw.write(head_octets(answer))
        case Fault.TRUNCATE:
            await _truncate(raw, answer)
        case Fault.GARBAGE:
            raw.write(_GARBAGE)
        case Fault.BAD_CHUNK:
            raw.write(head_octets(answer, without=_FRAMING, more=[(b"transfer-encoding", b"chunked")]))
            raw.write(b"6\r\nchunk\n\r\nno size\r\n")
        case Fault.SLOW_HEADERS:
            if not await _write_slowly(site, scope, receive, raw, scenario, answer):
                return None
            await write_content(raw, answer.content)
        case Fault.INTERIM_BODY:
            code = _code(scenario)
            lines = [*scenario.interim_lines.get(code, ()), (b"content-length", b"%d" % len(_BODY))]
            raw.write(interim_octets(code, lines) + _BODY + head_octets(answer))
            await write_content(raw, answer.content)
        case Fault.LATE_INTERIM:
            raw.write(head_octets(answer))
            await write_content(raw, answer.content)
            code = _code(scenario)
            raw.write(interim_octets(code, scenario.interim_lines.get(code, ())))
        case _:
            assert_never(fault)
    return raw.close()


async def _break_stream(send: Send, raw: Raw, scenario: Scenario, answer: Answer) -> None:
    if scenario.fault in {Fault.CLOSE, Fault.TRUNCATE}:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.lines})
        if scenario.fault is Fault.TRUNCATE:
            half = next(pieces(answer.content, Drip(size_bytes=max(len(answer.content) // 2, 1), gap_ns=0)), b"")
            await send({"type": "http.response.body", "body": half, "more_body": True})
    raw.reset()


async def _truncate(raw: Raw, answer: Answer) -> None:
    """Half of the content, or half of the header section where there is no content."""
    head = head_octets(answer)
    if not len(answer.content):
        raw.write(head[: len(head) // 2])
        return
    raw.write(head)
    length = len(answer.content) // 2
    await write_content(raw, answer.content[:length] if isinstance(answer.content, bytes) else
                        answer.content.part(0, length - 1))  # fmt: skip


async def _write_slowly(
    site: Site, scope: Scope, receive: Receive, raw: Raw, scenario: Scenario, answer: Answer
) -> bool:
    """The head in small pieces: as `drip=` says, or 8 octets each 200 ms. Returns whether the client stayed."""
    drip = scenario.drip or _SLOW
    head = head_octets(answer)
    async with Held(site, scope, receive) as rest:
        due_ns = time.monotonic_ns()
        end_ns = due_ns + site.config.max_hold_ns
        for piece in pieces(head, drip):
            # Past the limit, or at a shutdown, the rest goes out at once.
            if await rest.until(min(due_ns, end_ns)) is Woken.LEFT:
                return False
            raw.write(piece)
            due_ns += drip.gap_ns
    return True


def _code(scenario: Scenario) -> int:
    """The interim response that a fault is about: that of the path, or 102."""
    return scenario.asked.codes[0] if scenario.asked.interim else 102
