from interim.errors import NoExchange
from interim.exchange.exchange import Exchange
from interim.inspector.active.check import Ask
from interim.inspector.active.polling import MAX_POLLS, Polled, poll_monitor
from interim.inspector.deadline import Deadline
from tests.fakes.exchanges import exchange, final, post
from tests.fakes.recorder import baseline

SECOND_NS = 1_000_000_000


class Server:
    """Answers polls one after the other, the last answer for ever, under a clock that sleeping moves."""

    def __init__(self, *statuses: int, retry_after: int = 1) -> None:
        self.statuses = statuses
        self.now_ns = 0
        self.asked_at: list[float] = []
        self.lines: list[str] = []
        self.accepted = baseline(post(), final(202, "Location: /jobs/7", f"Retry-After: {retry_after}"))
        self._retry_after = f"Retry-After: {retry_after}"

    async def ask(self, step: Ask) -> Exchange:
        assert step.probe == "monitor"
        status = self.statuses[min(len(self.asked_at), len(self.statuses) - 1)]
        self.asked_at.append(self.now_ns / SECOND_NS)
        if status == 0:
            raise NoExchange("connect", "refused")
        return exchange(step.request, final(status, self._retry_after, f"Location: /{len(self.asked_at) % 2}"))

    async def sleep(self, seconds: float) -> None:
        self.now_ns += round(seconds * SECOND_NS)

    async def poll(self, deadline_s: float | None = None) -> Polled:
        length_ns = None if deadline_s is None else round(deadline_s * SECOND_NS)
        deadline = Deadline(length_ns, lambda: self.now_ns)
        return await poll_monitor(
            self.accepted, self.ask, deadline=deadline, notice=self.lines.append, sleep=self.sleep
        )


async def test_a_monitor_is_asked_as_often_as_it_allows_until_it_ends() -> None:
    server = Server(202, 202, 200, retry_after=3)
    polled = await server.poll()
    assert [answer.final.status for answer in polled.answers if answer.final] == [202, 202, 200]
    assert polled.stopped == ""
    assert server.asked_at == [3.0, 6.0, 9.0]
    assert server.lines[1] == "monitor: poll 2 of http://example.test/jobs/7"


async def test_polling_ends_with_the_deadline_and_says_so() -> None:
    polled = await Server(202, retry_after=3).poll(10.0)
    assert len(polled.answers) == 3
    assert "due in 3 s" in polled.stopped


async def test_a_wait_longer_than_the_deadline_is_not_waited() -> None:
    server = Server(202, retry_after=3600)
    polled = await server.poll(10.0)
    assert polled.answers == ()
    assert server.now_ns == 0


async def test_polls_are_bounded() -> None:
    polled = await Server(202).poll()
    assert len(polled.answers) == MAX_POLLS
    assert "100 polls" in polled.stopped


async def test_redirects_are_bounded_too() -> None:
    polled = await Server(302).poll()
    assert len(polled.answers) == 11
    assert "10 redirects" in polled.stopped


async def test_a_poll_that_cannot_be_made_ends_it() -> None:
    polled = await Server(202, 0).poll()
    assert len(polled.answers) == 1
    assert "refused" in polled.stopped


async def test_without_a_202_nothing_is_asked() -> None:
    server = Server(200)
    server.accepted = baseline(post(), final(200))
    assert await server.poll() == Polled(stopped="the response is no 202")
