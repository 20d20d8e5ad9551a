import asyncio

import pytest

from interim.errors import NoExchange
from interim.inspector.attempt import Watch, attempt
from interim.inspector.deadline import Deadline
from interim.inspector.inquiry import Inquiry
from interim.wire.address import AddressPolicy
from interim.wire.events import Event, Phase, PhaseDone, RequestSent
from interim.wire.limits import Limits
from interim.wire.recording import Plan, Recording
from interim.wire.target import parse_url
from tests.fakes.exchanges import final, get
from tests.fakes.recorder import URL, FakeRecorder

MS_NS = 1_000_000


async def test_the_plan_is_what_the_inquiry_allows() -> None:
    recorder = FakeRecorder(lambda _: [final()])
    policy = AddressPolicy(public_only=True)
    inquiry = Inquiry(url=URL, verify=False, ca_file="ca.pem", resolve={("a", 1): "192.0.2.7"}, policy=policy)
    target = parse_url("https://example.test/y")
    await attempt(
        recorder, inquiry, target, get(), http="2", expect=True, limits=Limits(faults=7), deadline=Deadline(None)
    )
    (plan,) = recorder.plans
    assert (plan.target, plan.request, plan.http, plan.expect) == (target, get(), "2", True)
    assert (plan.verify, plan.ca_file, plan.resolve, plan.policy) == (False, "ca.pem", {("a", 1): "192.0.2.7"}, policy)
    assert plan.limits == Limits(faults=7)


async def run(
    recorder: object,
    deadline: Deadline,
    *,
    limits: Limits | None = None,
    watch: Watch | None = None,
    url: str = "https://example.test/",
) -> Recording:
    return await attempt(
        recorder,  # type: ignore[arg-type]  # an async function whose optional argument is required
        Inquiry(url=URL),
        parse_url(url),
        get(),
        http="auto",
        expect=False,
        limits=limits or Limits(),
        deadline=deadline,
        watch=watch,
    )


async def test_the_limits_of_the_recorder_end_with_the_deadline() -> None:
    recorder = FakeRecorder(lambda _: [final()])
    seen: list[Event] = []
    await run(recorder, Deadline(1000 * MS_NS), watch=seen.append)
    assert recorder.plans[0].limits.watch_ns <= 1000 * MS_NS
    assert seen[-1] == RequestSent()


@pytest.mark.parametrize(
    ("done", "phase"),
    [((), "dns"), ((Phase.DNS,), "connect"), ((Phase.DNS, Phase.CONNECT), "tls")],
    ids=["dns", "connect", "tls"],
)
async def test_a_deadline_before_there_is_a_connection_is_no_exchange(done: tuple[Phase, ...], phase: str) -> None:
    async def stuck(plan: Plan, *, watch: Watch) -> Recording:
        for each in done:
            watch(PhaseDone(phase=each, took_ns=1))
        return await asyncio.Future()

    with pytest.raises(NoExchange, match="deadline") as caught:
        await run(stuck, Deadline(20 * MS_NS))
    assert caught.value.phase == phase


@pytest.mark.parametrize("sent", [False, True], ids=["connected", "sent"])
async def test_on_a_connection_the_recorder_has_the_time_of_its_limits(sent: bool) -> None:
    recording = await FakeRecorder(lambda _: [final()])(Plan(target=parse_url(URL), request=get()))

    async def late(plan: Plan, *, watch: Watch) -> Recording:
        watch(PhaseDone(phase=Phase.TLS, took_ns=1))
        if sent:
            watch(RequestSent())
        await asyncio.sleep(plan.limits.watch_ns / 1e9 * 2)
        return recording

    assert await run(late, Deadline(30 * MS_NS)) is recording


async def test_a_literal_address_needs_no_dns() -> None:
    async def stuck(plan: Plan, *, watch: Watch) -> Recording:
        return await asyncio.Future()

    with pytest.raises(NoExchange) as caught:
        await run(stuck, Deadline(10 * MS_NS), url="http://192.0.2.1/")
    assert caught.value.phase == "connect"


async def test_a_recorder_that_never_ends_is_stopped() -> None:
    async def stuck(plan: Plan, *, watch: Watch) -> Recording:
        watch(PhaseDone(phase=Phase.TLS, took_ns=1))
        return await asyncio.Future()

    with pytest.raises(NoExchange, match="deadline"):
        await run(stuck, Deadline(10 * MS_NS), limits=Limits(linger_ns=0))


async def test_a_timeout_of_the_recorder_itself_is_not_taken_for_the_deadline() -> None:
    async def failing(plan: Plan, *, watch: Watch) -> Recording:
        raise TimeoutError("a bug")

    with pytest.raises(TimeoutError, match="a bug"):
        await run(failing, Deadline(10_000 * MS_NS))
