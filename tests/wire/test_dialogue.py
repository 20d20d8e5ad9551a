import asyncio
import ssl
import time
from collections.abc import Callable

import pytest

from interim.errors import NoExchange
from interim.exchange.exchange import Exchange
from interim.exchange.messages import Request
from interim.exchange.timeline import End
from interim.wire.dialogue import Dialogue
from interim.wire.events import ContentSeen, Event, FinalHead, Finished, InterimSeen, RequestSent
from interim.wire.limits import Limits
from tests.fakes.conversation import FakeConversation

MS = 1_000_000
LONG = Limits(watch_ns=10_000 * MS, expect_ns=10_000 * MS, linger_ns=10_000 * MS)
SHORT = Limits(watch_ns=20 * MS, expect_ns=10_000 * MS, linger_ns=10_000 * MS)

Step = bytes | OSError | Callable[["FakeLink"], bool]


class FakeLink:
    """Gives octets, failures and an end in their turn. A condition is waited for; without a further step it is silent.

    Attributes:
        blocked_from: the number of the send that never returns.
        broken_from: the number of the send from which on all fail.
    """

    def __init__(self, *steps: Step, blocked_from: int = 99, broken_from: int = 99) -> None:
        self.written: list[bytes] = []
        self.sent = 0
        self.pending = False
        self.blocked_from = blocked_from
        self.broken_from = broken_from
        self.broken = False
        self._steps = list(steps)

    async def send(self, data: bytes) -> None:
        self.pending = False
        if len(self.written) >= self.broken_from:
            self.broken = True
            raise BrokenPipeError
        self.written.append(data)
        if len(self.written) > self.blocked_from:
            await asyncio.Event().wait()
        self.sent += len(data)

    async def receive(self) -> tuple[bytes, int]:
        while self._steps and callable(self._steps[0]):
            if self._steps[0](self):
                self._steps.pop(0)
            await asyncio.sleep(0)
        if not self._steps:
            await asyncio.Event().wait()
        step = self._steps.pop(0)
        if isinstance(step, OSError):
            raise step
        assert isinstance(step, bytes)
        return step, time.monotonic_ns()

    def close(self) -> None:
        raise NotImplementedError


def wrote(count: int) -> Callable[[FakeLink], bool]:
    return lambda link: len(link.written) >= count


def broke(link: FakeLink) -> bool:
    return link.broken


class Run:
    """One run, with what came of it."""

    def __init__(
        self,
        *steps: Step,
        content: bytes = b"",
        limits: Limits = LONG,
        expect: bool = False,
        answers: bytes = b"",
        watch: Callable[[Event], None] | None = None,
        blocked_from: int = 99,
        broken_from: int = 99,
    ) -> None:
        self.link = FakeLink(*steps, blocked_from=blocked_from, broken_from=broken_from)
        request = Request(method="PUT", target="/", content=content)
        self.conversation = FakeConversation(request, expect=expect, answers=answers)
        self.events: list[Event] = []
        self.dialogue = Dialogue(
            self.link, self.conversation, limits=limits, expect=expect, watch=watch or self.events.append
        )

    async def exchange(self) -> Exchange:
        before = asyncio.all_tasks()
        try:
            return await self.dialogue.run()
        finally:
            assert asyncio.all_tasks() == before


async def test_events_come_in_their_order_with_times_from_the_end_of_the_request() -> None:
    run = Run(wrote(1), b"102\n", b"200 3\nab", b"c", b"")
    exchange = await run.exchange()
    kinds = [type(event) for event in run.events]
    assert kinds == [RequestSent, InterimSeen, FinalHead, ContentSeen, ContentSeen, Finished]
    interim, head, *_ = run.events[1:]
    assert isinstance(interim, InterimSeen)
    assert isinstance(head, FinalHead)
    assert exchange.final is not None
    assert interim.interim == exchange.interims[0]
    assert 0 <= interim.interim.at_ns <= head.final.head_at_ns == exchange.final.head_at_ns < 5_000 * MS
    assert run.events[-1] == Finished(at_ns=exchange.end_at_ns, end=End.CLOSE, complete=True)


async def test_the_request_ends_when_the_link_has_taken_its_last_octet() -> None:
    run = Run(wrote(4), b"200 0\n", b"", content=b"0123456789")
    exchange = await run.exchange()
    assert run.link.written == [b"PUT\n", b"0123", b"4567", b"89"]
    assert exchange.final is not None
    assert exchange.final.head_at_ns >= 0
    assert run.dialogue.clock is not None


async def test_interims_that_come_while_sending_are_before_time_zero() -> None:
    run = Run(wrote(2), b"102\n", wrote(11), b"200 0\n", b"", content=b"0123" * 10)
    exchange = await run.exchange()
    assert exchange.interims[0].at_ns < 0
    assert isinstance(run.events[0], InterimSeen)
    assert run.events[0].interim.at_ns >= 0, "before the end of the request, times count from its start"


async def test_a_final_response_that_is_complete_stops_the_sending() -> None:
    run = Run(wrote(3), b"200 0\n", b"", content=b"0123456789", blocked_from=2)
    exchange = await run.exchange()
    assert run.link.written == [b"PUT\n", b"0123", b"4567"]
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.final.head_at_ns <= 0 <= exchange.end_at_ns
    assert exchange.end is End.CLOSE


async def test_a_refusal_that_closes_stops_the_sending_at_its_head() -> None:
    run = Run(wrote(2), b"413 2 close\n", b"no", b"", content=b"0123456789", blocked_from=1)
    exchange = await run.exchange()
    assert exchange.final is not None
    assert exchange.final.head_at_ns <= 0 < (exchange.final.end_at_ns or 0)
    kinds = [type(event) for event in run.events]
    assert kinds == [RequestSent, FinalHead, ContentSeen, Finished]


@pytest.mark.parametrize("head", [b"413 2\n", b"200 2 close\n"])
async def test_other_early_heads_let_the_sending_go_on(head: bytes) -> None:
    run = Run(wrote(2), head, wrote(4), b"no", b"", content=b"0123456789")
    await run.exchange()
    assert run.link.written[-1] == b"89"


async def test_content_is_released_when_no_100_comes() -> None:
    limits = Limits(expect_ns=5 * MS, watch_ns=10_000 * MS)
    run = Run(wrote(2), b"200 0\n", b"", content=b"0123", limits=limits, expect=True)
    exchange = await run.exchange()
    assert run.conversation.released
    assert run.link.written == [b"PUT\n", b"0123"]
    assert exchange.final is not None
    assert exchange.final.head_at_ns >= 0


async def test_an_interim_other_than_100_neither_releases_nor_extends_the_wait() -> None:
    limits = Limits(expect_ns=5 * MS, watch_ns=10_000 * MS)
    run = Run(wrote(1), b"102\n", wrote(2), b"200 0\n", b"", content=b"0123", limits=limits, expect=True)
    exchange = await run.exchange()
    assert exchange.interims[0].at_ns < 0


async def test_content_follows_a_100_at_once() -> None:
    run = Run(wrote(1), b"100\n", wrote(2), b"200 0\n", b"", content=b"0123", expect=True)
    exchange = await run.exchange()
    assert [interim.status for interim in exchange.interims] == [100]
    assert exchange.interims[0].at_ns < 0


async def test_a_final_response_instead_of_a_100_ends_the_request() -> None:
    run = Run(wrote(1), b"417 1\n", b"x", b"", content=b"0123", expect=True)
    exchange = await run.exchange()
    assert run.link.written == [b"PUT\n"]
    assert exchange.final is not None
    assert exchange.final.head_at_ns <= 0
    assert not run.conversation.released


async def test_what_the_protocol_answers_is_sent_until_the_end() -> None:
    run = Run(wrote(1), b"102\n", wrote(2), b"200 0\n", wrote(3), b"", answers=b"ack")
    await run.exchange()
    assert run.link.written == [b"PUT\n", b"ack", b"ack"]


async def test_what_the_link_itself_has_to_answer_is_sent() -> None:
    def owe(link: FakeLink) -> bool:
        link.pending = True
        return True

    run = Run(wrote(1), owe, b"102\n", wrote(2), b"")
    await run.exchange()
    assert run.link.written == [b"PUT\n", b""]


async def test_an_answer_is_read_though_the_write_failed() -> None:
    run = Run(broke, b"413 2\n", b"no", b"", content=b"0123", broken_from=1)
    exchange = await run.exchange()
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.end is End.RESET


@pytest.mark.parametrize("step", [b"", ConnectionResetError()], ids=["end", "reset"])
async def test_nothing_sent_and_nothing_received_is_no_exchange(step: Step) -> None:
    with pytest.raises(NoExchange) as raised:
        await Run(step, broken_from=0).exchange()
    assert raised.value.phase == "send"


async def test_octets_before_the_request_could_be_sent_are_an_exchange() -> None:
    exchange = await Run(b"200 0\n", b"", broken_from=0).exchange()
    assert exchange.final is not None


@pytest.mark.parametrize(
    ("step", "end"),
    [(b"", End.CLOSE), (ConnectionResetError(), End.RESET), (ssl.SSLError(), End.RESET)],
    ids=["close", "reset", "tls"],
)
async def test_the_end_is_as_the_server_made_it(step: Step, end: End) -> None:
    exchange = await Run(wrote(1), b"102\n", step).exchange()
    assert exchange.end is end
    assert exchange.timeline.end is end


@pytest.mark.parametrize("step", [b"", ConnectionResetError()], ids=["close", "reset"])
async def test_a_server_that_ends_without_an_octet_made_an_exchange(step: Step) -> None:
    run = Run(wrote(1), step)
    exchange = await run.exchange()
    assert exchange.final is None
    assert run.dialogue.first_ns is None


async def test_the_request_goes_out_to_a_server_that_closed_at_once() -> None:
    run = Run(b"")
    exchange = await run.exchange()
    assert run.link.written == [b"PUT\n"]
    assert exchange.end is End.CLOSE


async def test_tls_that_is_refused_after_the_handshake_is_no_exchange() -> None:
    refusal = ssl.SSLError()
    refusal.reason = "TLSV13_ALERT_CERTIFICATE_REQUIRED"
    with pytest.raises(NoExchange, match="tlsv13 alert certificate required") as raised:
        await Run(wrote(1), refusal).exchange()
    assert raised.value.phase == "tls"


async def test_silence_ends_at_the_deadline() -> None:
    exchange = await Run(wrote(1), b"102\n", limits=SHORT).exchange()
    assert exchange.end is End.DEADLINE
    assert exchange.end_at_ns >= 20 * MS


async def test_a_request_that_nobody_reads_ends_at_the_deadline() -> None:
    run = Run(content=b"0123", limits=SHORT, blocked_from=1)
    exchange = await run.exchange()
    assert exchange.end is End.DEADLINE
    assert exchange.end_at_ns <= 0 < run.dialogue.started_ns
    assert run.events[-2] == RequestSent()


async def test_a_flood_does_not_outlast_the_deadline() -> None:
    class Flood(FakeLink):
        async def receive(self) -> tuple[bytes, int]:
            return b"102\n", time.monotonic_ns()

    run = Run(limits=SHORT)
    run.dialogue._link = Flood()
    exchange = await run.exchange()
    assert exchange.end is End.DEADLINE
    assert exchange.end_at_ns < 5_000 * MS


async def test_a_limit_ends_it() -> None:
    exchange = await Run(wrote(1), b"102\nfull\n").exchange()
    assert exchange.end is End.LIMIT


async def test_late_octets_are_seen_while_it_lingers_and_do_not_extend_it() -> None:
    late = [b"102\n"] * 3
    limits = Limits(linger_ns=20 * MS, watch_ns=10_000 * MS)
    exchange = await Run(wrote(1), b"200 0\n", *late, limits=limits).exchange()
    assert len(exchange.late) == 3
    assert exchange.end is End.DEADLINE
    assert exchange.final is not None
    assert 20 * MS <= exchange.end_at_ns - (exchange.final.end_at_ns or 0) < 5_000 * MS


async def test_without_linger_it_ends_with_the_final_response() -> None:
    exchange = await Run(wrote(1), b"200 0\n", b"102\n", limits=Limits(linger_ns=0)).exchange()
    assert exchange.end is End.DEADLINE
    assert not exchange.late


@pytest.mark.parametrize("error", [ValueError("x"), BrokenPipeError("x"), TimeoutError("x")], ids=repr)
@pytest.mark.parametrize("kind", [RequestSent, InterimSeen, Finished])
async def test_an_exception_of_the_watcher_passes_through(error: Exception, kind: type[Event]) -> None:
    def watch(event: Event) -> None:
        if isinstance(event, kind):
            raise error

    with pytest.raises(type(error)) as raised:
        await Run(wrote(1), b"102\n", b"", watch=watch).exchange()
    assert raised.value is error


async def test_cancelling_it_leaves_no_task_behind() -> None:
    run = Run(content=b"0123", blocked_from=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await run.exchange()
    assert not run.conversation.ended
