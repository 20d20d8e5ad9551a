"""The player: plays a scenario for a request, from its content to the end of the final response."""

import functools
import random
import time
from collections.abc import Awaitable

from interim.asgi.channel import EARLY_HINT, INFORMATIONAL, Scope, channel_of
from interim.asgi.interim import send_interim
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send
from interim.asgi.rest import Woken
from interim.exchange.fields import FieldLine
from interim.protocol.pacing import Step, script_length_ns
from interim.simulator.answer import answer_to
from interim.simulator.config import SECOND_NS
from interim.simulator.deliver import deliver
from interim.simulator.facts import Facts, TooMuchContent, count_content
from interim.simulator.faults import check_fault, play_fault, script_of, wait_of
from interim.simulator.held import Held
from interim.simulator.parse import parse_scenario
from interim.simulator.performance import Performance
from interim.simulator.played import Played
from interim.simulator.scenario import Expect, Scenario
from interim.simulator.site import Receive, Site
from interim.simulator.twins import with_twins
from interim.simulator.unusual import check_status

__all__ = ["Player"]

_CACHED_BYTES = 512
"""A scenario of a longer URL is not kept: a thousand of those are kept at the most."""
_CLOSE: tuple[FieldLine, ...] = ((b"connection", b"close"),)


class Player:
    """Answers the requests below ``/api/status/`` and ``/status/``.

    Args:
        site: what the handlers share.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        # A URL that comes again is not parsed again; a scenario is frozen, so requests can share it.
        self._parse = functools.partial(parse_scenario, config=site.config)
        self._kept = functools.lru_cache(maxsize=1024)(
            functools.partial(parse_scenario, config=site.config, shared=True)
        )

    def __call__(self, scope: Scope, receive: Receive, send: Send, tail: str) -> Awaitable[None]:
        """Play what the path and the query ask for. Whatever follows the spec in the path is ignored.

        Raises:
            InvalidInput: a part of them cannot be used.
        """
        spec, query = tail.partition("/")[0], scope["query_string"]
        parse = self._kept if len(spec) + len(query) <= _CACHED_BYTES else self._parse
        return self.play(parse(spec, query), scope, receive, send)

    async def play(self, scenario: Scenario, scope: Scope, receive: Receive, send: Send) -> None:
        """Play a scenario for a request.

        Raises:
            InvalidInput: what is asked for does not fit the request. The final response has not started.
            Refusal: it cannot be granted. The final response has not started.
        """
        facts = Facts(scope)
        if facts.twins is not None:
            scenario = with_twins(scenario, facts.twins, self._site.config)
        if scenario.fault is not None:
            check_fault(scenario, scope)
        rng = scenario.rng() if scenario.chancy else None
        if scenario.switches:
            played = _not_switched(scope)
        elif facts.framed and facts.continues and scenario.expect is Expect.REFUSE:
            played = Played(417, 417, extra=_closing(scope), notes=("expect=417: the content was not read",))
        else:
            content_bytes = await self._count(facts, scenario, scope, receive) if facts.framed else 0
            if content_bytes is None:
                return
            played = self._chosen(scenario, rng, content_bytes)
            if played.status > 599:
                check_status(played.status, scope)
            if scenario.prelude:
                performance, played = self._staged(scenario, scope, played, rng)
                woken = await self._perform(performance, scope, receive, send)
                if woken is Woken.LEFT:
                    return
                played = played.after(performance, woken)
        answer = answer_to(scope, facts, scenario, played)
        if scenario.fault is not None:
            await play_fault(self._site, scope, receive, send, scenario, answer)
        elif scenario.slow or not isinstance(answer.content, bytes):
            pause_ns = scenario.sleep_after_headers.pick(rng)
            if not await deliver(self._site, scope, receive, send, scenario, answer, pause_ns):
                return
        else:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.lines})
            await send({"type": "http.response.body", "body": answer.content})
        self._site.metrics.answered(answer.status)

    def _chosen(self, scenario: Scenario, rng: random.Random | None, content_bytes: int) -> Played:
        """The codes of one request: by chance, or as its key has it."""
        asked = scenario.asked.pick(rng)
        status = asked if scenario.final is scenario.asked else scenario.final.pick(rng)
        if not scenario.key:
            return _settled(asked, status, content_bytes)
        table, now_ns = self._site.table, time.monotonic_ns()
        if scenario.rate is not None:
            wait_ns = table.admit(scenario.key, scenario.rate.limit, scenario.rate.window_ns, now_ns)
            if wait_ns is not None:
                seconds = max(-(-wait_ns // SECOND_NS), 1)
                return Played(429, 429, content_bytes, ((b"retry-after", b"%d" % seconds),))
        if scenario.sequence:
            status = scenario.sequence[table.take(scenario.key, len(scenario.sequence), now_ns)]
            asked = asked if scenario.asked.interim else status
        return Played(asked, status, content_bytes)

    async def _count(self, facts: Facts, scenario: Scenario, scope: Scope, receive: Receive) -> int | None:
        """Read the content of the request; its length, or None when the client left."""
        if facts.continues and scenario.expect is Expect.DELAY:
            # Without a channel nothing but reading tells that the client leaves, and reading sends the 100.
            if channel_of(scope) is None:
                detail = "expect=delay: needs a server adapter of interim; run the simulator with `interim serve`"
                raise Refusal(501, detail, parameter="expect")
            async with Held(self._site, scope, receive) as rest:
                if await rest.until(time.monotonic_ns() + scenario.expect_delay_ns) is Woken.LEFT:
                    return None
        limit_bytes = self._site.config.max_body_bytes
        try:
            return await count_content(receive, limit_bytes)
        except TooMuchContent:
            detail = f"the content of the request is longer than {limit_bytes} octets; send less"
            raise Refusal(413, detail, lines=_closing(scope), limit="max_body_bytes") from None

    def _staged(
        self, scenario: Scenario, scope: Scope, played: Played, rng: random.Random | None
    ) -> tuple[Performance, Played]:
        """What comes before the final response, ready to begin; without interim responses where there can be none."""
        steps = script_of(scenario, played.asked)
        wait_ns = wait_of(scenario, rng, self._site.config)
        if steps and not _can_inform(scope, steps, scenario):
            if scenario.explicit:
                detail = "this server cannot send these interim responses; run the simulator with `interim serve`"
                raise Refusal(501, detail, parameter="interim", protocol=f"HTTP/{scope['http_version']}")
            played = played._replace(notes=("this server cannot send interim responses, so none were sent",))
            steps, wait_ns = (), wait_ns + script_length_ns(steps)
        performance = Performance(
            steps,
            scenario.interim_lines,
            channel=channel_of(scope),
            metrics=self._site.metrics,
            start_ns=time.monotonic_ns(),
            wait_ns=wait_ns,
        )
        return performance, played

    async def _perform(self, performance: Performance, scope: Scope, receive: Receive, send: Send) -> Woken:
        if channel_of(scope) is None:
            return await self._perform_by_events(performance, scope, receive, send)
        # At once, what is due at once; a request without any wait never rests.
        due_ns = performance.beat(performance.start_ns)
        if due_ns is None:
            return Woken.DUE
        async with Held(self._site, scope, receive) as rest:
            return await rest.beating(due_ns, performance.beat, performance.slack_ns)

    async def _perform_by_events(self, performance: Performance, scope: Scope, receive: Receive, send: Send) -> Woken:
        async with Held(self._site, scope, receive) as rest:
            while performance.code:
                woken = await rest.until(performance.due_ns)
                if woken is not Woken.DUE:
                    return woken
                outcome = await send_interim(scope, performance.code, performance.lines, send=send)
                performance.record(outcome, time.monotonic_ns())
            return await rest.until(performance.end_ns)


_settled = functools.lru_cache(maxsize=256)(Played)
"""What was played, where nothing was: the same for many requests."""


def _can_inform(scope: Scope, steps: tuple[Step, ...], scenario: Scenario) -> bool:
    extensions = scope.get("extensions") or {}
    if channel_of(scope) is not None or INFORMATIONAL in extensions:
        return True
    links_only = all(name == b"link" for name, _ in scenario.interim_lines.get(103, ()))
    return EARLY_HINT in extensions and links_only and all(step.status == 103 for step in steps)


def _not_switched(scope: Scope) -> Played:
    """The answer to a 101 that was asked for without a handshake: RFC 9110 §15.2.2, §15.5.22."""
    if not scope["http_version"].startswith("1"):
        note = "101 does not exist on HTTP/2 and above (RFC 9113 §8.6); ask on HTTP/1.1 with Upgrade: websocket"
    elif scope["http_version"] == "1.0":
        note = "an Upgrade field of an HTTP/1.0 request is ignored (RFC 9110 §7.8); ask on HTTP/1.1"
    elif any(name == b"upgrade" and b"websocket" in value.lower() for name, value in scope["headers"]):
        note = (
            "this server did not take the WebSocket handshake up: it is incomplete, or it was started without support"
        )
    else:
        note = "101 answers a request with Upgrade (RFC 9110 §15.2.2); send a WebSocket handshake (RFC 6455 §4.1)"
    return Played(101, 426, notes=(note,))


def _closing(scope: Scope) -> tuple[FieldLine, ...]:
    """Content that is not read cannot be skipped on HTTP/1: the connection ends. HTTP/2 has streams instead."""
    return _CLOSE if scope["http_version"].startswith("1") else ()
