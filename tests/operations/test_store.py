"""The contract of a store, held against each kind of it."""

import asyncio
from dataclasses import replace

import pytest

from interim.errors import InvalidInput, KeyReused, OperationExpired, OperationUnknown, StoreFull
from interim.operations.operation import New, Operation, Outcome, State, new_id
from interim.operations.store import MAX_DELAY_S, Claimant
from tests.fakes.memory_store import START_MS, MsClock
from tests.operations.conftest import Kept, MakeStore

pytestmark = pytest.mark.anyio

LEASE_S = 30.0
ME = Claimant(worker="me", names=frozenset({"render"}), lease_s=LEASE_S)
OTHER = replace(ME, worker="other")
UNABLE = Claimant(worker="unable", names=frozenset({"else"}), lease_s=LEASE_S)
RENDER = New(name="render", args='{"page": 1}')
DONE = Outcome(state=State.SUCCEEDED, status=200, lines=((b"content-type", b"text/plain; \xe4"),), content=b"done")
DEADLINE_S = 5.0


def render(**changes: object) -> New:
    return replace(RENDER, id=new_id(), **changes)  # type: ignore[arg-type]


async def running(store: Kept, **changes: object) -> Operation:
    operation, created = await store.create(render(**changes), ME)
    assert created
    return operation


async def pending(store: Kept, **changes: object) -> Operation:
    operation, created = await store.create(render(**changes))
    assert created
    return operation


def of(operation: Operation) -> tuple[str, int]:
    return operation.id, operation.attempt


# Creating and reading.


async def test_what_is_created_can_be_read(store: Kept) -> None:
    new = render(principal="ann", scope="ann POST /render", key="k", fingerprint=b"\x00f", ttl_s=1.5)
    operation, created = await store.create(new)
    assert created
    assert await store.get(new.id) == operation
    assert operation.state is State.PENDING
    assert (operation.attempt, operation.dispatches, operation.version) == (0, 1, 1)
    assert (operation.name, operation.args, operation.ttl_s) == ("render", '{"page": 1}', 1.5)
    assert (operation.principal, operation.scope, operation.key) == ("ann", "ann POST /render", "k")
    assert operation.fingerprint == b"\x00f"
    assert (operation.created_ms, operation.due_ms, operation.started_ms) == (START_MS, START_MS, None)


async def test_an_operation_can_be_created_and_claimed_at_once(store: Kept) -> None:
    operation = await running(store)
    assert operation.state is State.RUNNING
    assert (operation.attempt, operation.worker, operation.started_ms) == (1, "me", START_MS)
    assert operation.lease_until_ms == START_MS + 30_000


@pytest.mark.parametrize("id", ["", "x", "x" * 22, "\ud800" * 22, "../../../../etc/passwd", "x" * 100_000])
async def test_an_id_that_was_never_given_is_unknown(store: Kept, id: str) -> None:
    with pytest.raises(OperationUnknown):
        await store.get(id)
    with pytest.raises(OperationUnknown):
        await store.request_cancel(id)
    with pytest.raises(OperationUnknown):
        await store.list_for("", before=id)
    with pytest.raises(OperationUnknown):
        async with store.watch(id):
            pass


async def test_an_operation_of_another_principal_is_unknown(store: Kept) -> None:
    operation = await pending(store, principal="ann")
    assert await store.get(operation.id, "ann") == operation
    for asked in (store.get(operation.id, "bob"), store.request_cancel(operation.id, "bob")):
        with pytest.raises(OperationUnknown):
            await asked
    assert (await store.get(operation.id)).state is State.PENDING


async def test_the_same_key_finds_the_same_operation(store: Kept) -> None:
    first, _ = await store.create(render(scope="s", key="k", fingerprint=b"f"), ME)
    second, created = await store.create(render(scope="s", key="k", fingerprint=b"f"), OTHER)
    assert not created
    assert second == first
    assert await store.find("s", "k", b"f") == first
    assert await store.find("s", "other", b"f") is None


async def test_the_same_key_with_another_fingerprint_is_refused(store: Kept) -> None:
    await store.create(render(scope="s", key="k", fingerprint=b"f"))
    with pytest.raises(KeyReused):
        await store.create(render(scope="s", key="k", fingerprint=b"g"))
    with pytest.raises(KeyReused):
        await store.find("s", "k", b"g")


async def test_a_key_is_unique_in_its_scope_only_and_no_key_is_never_the_same(store: Kept) -> None:
    operations = [
        await store.create(render(scope="s", key="k")),
        await store.create(render(scope="t", key="k")),
        await store.create(render(scope="s")),
        await store.create(render(scope="s")),
    ]
    assert all(created for _, created in operations)


async def test_a_key_can_be_used_again_when_its_operation_is_over(store: Kept, clock: MsClock) -> None:
    first = await running(store, scope="s", key="k", fingerprint=b"f", ttl_s=10)
    await store.finish(of(first), DONE)
    clock.advance(9.999)
    assert (await store.create(render(scope="s", key="k", fingerprint=b"f")))[0].id == first.id
    clock.advance(0.001)
    assert await store.find("s", "k", b"f") is None
    second, created = await store.create(render(scope="s", key="k", fingerprint=b"g"))
    assert created
    assert second.id != first.id
    with pytest.raises(OperationExpired):
        await store.get(first.id)


async def test_one_of_many_creates_with_one_key_makes_the_operation(store: Kept) -> None:
    made = await asyncio.gather(*(store.create(render(scope="s", key="k"), ME) for _ in range(50)))
    assert sum(created for _, created in made) == 1
    assert len({operation.id for operation, _ in made}) == 1


async def test_a_full_store_refuses_new_operations_and_still_joins(make_store: MakeStore) -> None:
    store = await make_store(max_live=2)
    first, _ = await store.create(render(scope="s", key="k"), ME)
    await store.create(render())
    with pytest.raises(StoreFull) as caught:
        await store.create(render(scope="s", key="l"))
    assert caught.value.status == 503
    assert caught.value.retry_after_s > 0
    assert (await store.create(render(scope="s", key="k")))[0] == first
    await store.finish(of(first), DONE)
    assert (await store.create(render(scope="s", key="l")))[1]


async def test_of_many_creates_at_once_as_many_are_made_as_there_is_room_for(make_store: MakeStore) -> None:
    store = await make_store(max_live=7)
    made = await asyncio.gather(*(store.create(render()) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(one, StoreFull) for one in made) == 13
    assert len(await store.list_for("")) == 7


@pytest.mark.parametrize("name", ["name", "args", "principal", "scope", "key"])
async def test_what_cannot_be_kept_is_refused_before_the_store(name: str) -> None:
    for text in ("\ud800", "a\0"):
        with pytest.raises(InvalidInput, match=name):
            render(**{name: text})


async def test_operations_are_listed_for_their_principal_newest_first_without_content(store: Kept) -> None:
    mine = [await running(store, principal="ann") for _ in range(5)]
    await pending(store, principal="bob")
    await store.finish(of(mine[0]), DONE)
    listed = await store.list_for("ann")
    assert [one.id for one in listed] == [one.id for one in reversed(mine)]
    assert all(one.content is None for one in listed)
    page = await store.list_for("ann", limit=2)
    assert page == listed[:2]
    assert await store.list_for("ann", limit=2, before=page[-1].id) == listed[2:4]
    with pytest.raises(OperationUnknown):
        await store.list_for("bob", before=page[-1].id)


# Claiming.


async def test_a_pending_operation_is_claimed_once(store: Kept, clock: MsClock) -> None:
    operation = await pending(store)
    clock.advance(1)
    claimed = await store.claim(operation.id, ME)
    assert claimed is not None
    assert (claimed.state, claimed.attempt, claimed.worker) == (State.RUNNING, 1, "me")
    assert claimed.lease_until_ms == START_MS + 31_000
    assert claimed.started_ms == START_MS + 1000
    assert await store.claim(operation.id, OTHER) is None
    assert await store.claim(operation.id, ME) is None
    assert await store.get(operation.id) == claimed


async def test_a_claimant_gets_only_what_it_can_run(store: Kept) -> None:
    operation = await pending(store)
    assert await store.claim(operation.id, UNABLE) is None
    assert await store.claim_next(UNABLE, 10) == []
    assert await store.get(operation.id) == operation


async def test_what_is_not_there_cannot_be_claimed(store: Kept) -> None:
    assert await store.claim(new_id(), ME) is None


async def test_pending_operations_are_claimed_in_the_order_in_which_they_are_due(store: Kept, clock: MsClock) -> None:
    operations = []
    for _ in range(4):
        operations.append(await pending(store))
        clock.advance(0.01)
    claimed = await store.claim_next(ME, 3)
    assert [one.id for one in claimed] == [one.id for one in operations[:3]]
    assert [one.id for one in await store.claim_next(OTHER, 3)] == [operations[3].id]
    assert await store.claim_next(OTHER, 3) == []


async def test_a_running_operation_can_be_claimed_when_its_lease_ran_out(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    clock.advance(LEASE_S - 0.001)
    assert await store.claim(operation.id, OTHER) is None
    clock.advance(0.001)
    claimed = await store.claim(operation.id, OTHER)
    assert claimed is not None
    assert (claimed.attempt, claimed.worker, claimed.dispatches) == (2, "other", 2)
    assert claimed.started_ms == operation.started_ms


async def test_an_attempt_that_was_overtaken_can_write_nothing(store: Kept, clock: MsClock) -> None:
    first = await running(store)
    clock.advance(LEASE_S)
    second = await store.claim(first.id, OTHER)
    assert second is not None
    assert await store.progress(of(first), 0.5, "half") is None
    assert await store.finish(of(first), DONE) is False
    assert await store.release(of(first)) is False
    assert of(first) not in store.beat(ME, [of(first)])
    assert await store.get(first.id) == second
    assert await store.finish(of(second), DONE) is True


# Signs of life.


async def test_a_beat_renews_the_leases_of_the_attempts_it_names(store: Kept, clock: MsClock) -> None:
    held, dropped = await running(store), await running(store)
    clock.advance(LEASE_S - 1)
    assert store.beat(ME, [of(held), (new_id(), 1)]) == {of(held): False}
    clock.advance(1)
    assert await store.claim(held.id, OTHER) is None
    assert await store.claim(dropped.id, OTHER) is not None


async def test_a_late_beat_saves_a_lease_that_ran_out_and_that_nobody_took(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    clock.advance(LEASE_S + 5)
    assert of(operation) in store.beat(ME, [of(operation)])
    assert await store.claim(operation.id, OTHER) is None


async def test_a_beat_tells_what_is_to_be_cancelled(store: Kept) -> None:
    operation = await running(store)
    await store.request_cancel(operation.id)
    assert store.beat(ME, [of(operation)]) == {of(operation): True}


async def test_a_beat_is_no_change_that_a_client_sees(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    clock.advance(1)
    store.beat(ME, [of(operation)])
    assert (await store.get(operation.id)).version == operation.version


async def test_what_waits_for_a_busy_worker_is_not_offered_again(store: Kept, clock: MsClock) -> None:
    operation = await pending(store)
    for _ in range(10):
        clock.advance(LEASE_S * 0.9)
        store.beat(ME, [])
        assert await store.reap(ME) == []
    assert (await store.get(operation.id)).dispatches == 1


async def test_progress_is_kept_and_tells_whether_to_cancel(store: Kept) -> None:
    operation = await running(store)
    assert await store.progress(of(operation), 0.25, "page 1") is False
    read = await store.get(operation.id)
    assert (read.fraction, read.message, read.version) == (0.25, "page 1", operation.version + 1)
    await store.request_cancel(operation.id)
    assert await store.progress(of(operation), None, "") is True


# The end.


async def test_a_finished_operation_has_its_response(store: Kept, clock: MsClock) -> None:
    operation = await running(store, ttl_s=60)
    clock.advance(2)
    assert await store.finish(of(operation), DONE)
    read = await store.get(operation.id)
    assert (read.state, read.status, read.lines, read.content) == (State.SUCCEEDED, 200, DONE.lines, b"done")
    assert (read.finished_ms, read.expires_ms) == (START_MS + 2000, START_MS + 62_000)
    assert (read.fraction, read.lease_until_ms) == (1.0, None)
    assert await store.finish(of(operation), DONE) is False


async def test_a_failed_operation_has_its_problem(store: Kept) -> None:
    operation = await running(store)
    error = {"type": "about:blank", "status": 409, "title": "Ä"}
    assert await store.finish(of(operation), Outcome(state=State.FAILED, status=409, error=error))
    read = await store.get(operation.id)
    assert (read.state, read.status, read.error, read.content) == (State.FAILED, 409, error, None)


async def test_a_released_operation_is_pending_and_due_after_its_delay(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    assert await store.release(of(operation), delay_s=2, failed=True)
    read = await store.get(operation.id)
    assert (read.state, read.failures, read.worker, read.dispatches) == (State.PENDING, 1, None, 1)
    assert await store.claim(operation.id, ME) is None
    assert await store.claim_next(ME, 1) == []
    clock.advance(2)
    claimed = await store.claim(operation.id, ME)
    assert claimed is not None
    assert claimed.attempt == 2


async def test_a_retry_that_waits_is_not_taken_for_work_that_nobody_can_do(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    await store.release(of(operation), delay_s=MAX_DELAY_S)
    clock.advance(MAX_DELAY_S - 1)
    assert await store.reap(ME) == []
    assert (await store.get(operation.id)).dispatches == 1


async def test_all_that_a_worker_has_is_given_back(store: Kept) -> None:
    mine, cancelled, bound = await running(store), await running(store), await running(store, reruns=False)
    theirs, _ = await store.create(render(), OTHER)
    await store.request_cancel(cancelled.id)
    assert await store.release_all("me") == [mine.id]
    states = [(await store.get(one.id)).state for one in (mine, cancelled, bound, theirs)]
    assert states == [State.PENDING, State.CANCELLED, State.FAILED, State.RUNNING]
    assert await store.claim(mine.id, OTHER) is not None


async def test_delivery_is_kept_once_and_only_after_the_end(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    await store.mark_delivered(operation.id)
    assert (await store.get(operation.id)).delivered_at_ms is None
    await store.finish(of(operation), DONE)
    await store.mark_delivered(operation.id)
    clock.advance(1)
    await store.mark_delivered(operation.id)
    await store.mark_delivered(new_id())
    assert (await store.get(operation.id)).delivered_at_ms == START_MS


# Cancelling.


async def test_a_pending_operation_is_cancelled_at_once(store: Kept) -> None:
    operation = await pending(store)
    assert (await store.request_cancel(operation.id)).state is State.CANCELLED
    assert await store.claim(operation.id, ME) is None


async def test_a_running_operation_is_asked_to_cancel_once(store: Kept) -> None:
    operation = await running(store)
    asked = await store.request_cancel(operation.id)
    assert (asked.state, asked.cancel_requested) == (State.RUNNING, True)
    assert asked.version == operation.version + 1
    assert (await store.request_cancel(operation.id)) == asked


async def test_a_cancelled_operation_whose_worker_died_is_not_run_again(store: Kept, clock: MsClock) -> None:
    operation = await running(store)
    await store.request_cancel(operation.id)
    clock.advance(LEASE_S)
    assert await store.claim(operation.id, OTHER) is None
    assert await store.reap(OTHER) == []
    assert (await store.get(operation.id)).state is State.CANCELLED


async def test_a_cancelled_operation_that_is_released_ends(store: Kept) -> None:
    operation = await running(store)
    await store.request_cancel(operation.id)
    assert await store.release(of(operation), failed=True)
    assert (await store.get(operation.id)).state is State.CANCELLED


async def test_a_finish_before_the_cancel_wins(store: Kept) -> None:
    operation = await running(store)
    await store.finish(of(operation), DONE)
    assert (await store.request_cancel(operation.id)).state is State.SUCCEEDED


async def test_a_finish_after_the_cancel_wins_too(store: Kept) -> None:
    operation = await running(store)
    await store.request_cancel(operation.id)
    assert await store.finish(of(operation), DONE)
    assert (await store.get(operation.id)).state is State.SUCCEEDED


# Reaping.


async def test_the_operation_of_a_dead_worker_is_pending_after_the_reaper_and_can_be_claimed(
    store: Kept, clock: MsClock
) -> None:
    operation = await running(store)
    clock.advance(LEASE_S)
    assert await store.reap(OTHER) == [operation.id]
    read = await store.get(operation.id)
    assert (read.state, read.worker, read.dispatches) == (State.PENDING, None, 2)
    claimed = await store.claim(operation.id, OTHER)
    assert claimed is not None
    assert claimed.attempt == 2


async def test_a_refused_claim_changes_nothing_and_the_reaper_still_finds_the_operation(
    store: Kept, clock: MsClock
) -> None:
    # A message that is redelivered faster than the lease runs out: the claim is refused, the message is gone.
    operation = await running(store)
    assert await store.claim(operation.id, OTHER) is None
    clock.advance(LEASE_S)
    assert await store.reap(OTHER) == [operation.id]


async def test_work_that_nobody_can_do_fails_after_so_many_offers(make_store: MakeStore, clock: MsClock) -> None:
    store = await make_store(max_dispatches=3)
    operation = await pending(store)
    for _ in range(2):
        clock.advance(LEASE_S)
        assert await store.reap(UNABLE) == [operation.id]
    clock.advance(LEASE_S)
    assert await store.reap(UNABLE) == []
    read = await store.get(operation.id)
    assert (read.state, read.dispatches, read.attempt, read.status) == (State.FAILED, 3, 0, 503)
    assert read.error is not None
    assert read.error["type"] == "urn:interim:worker-unavailable"
    assert read.content is not None
    assert read.lines == ((b"content-type", b"application/problem+json"),)


async def test_work_that_kills_its_worker_fails_after_so_many_attempts(make_store: MakeStore, clock: MsClock) -> None:
    store = await make_store(max_dispatches=3)
    operation = await running(store)
    for attempt in (2, 3):
        clock.advance(LEASE_S)
        await store.reap(ME)
        claimed = await store.claim(operation.id, ME)
        assert claimed is not None
        assert claimed.attempt == attempt
    clock.advance(LEASE_S)
    assert await store.claim(operation.id, ME) is None
    assert await store.reap(ME) == []
    read = await store.get(operation.id)
    assert read.state is State.FAILED
    assert read.error is not None
    assert read.error["type"] == "urn:interim:worker-lost"


async def test_what_cannot_be_run_again_fails_when_its_worker_died(store: Kept, clock: MsClock) -> None:
    operation = await running(store, reruns=False)
    clock.advance(LEASE_S)
    assert await store.claim(operation.id, OTHER) is None
    assert await store.reap(OTHER) == []
    assert (await store.get(operation.id)).state is State.FAILED


async def test_what_is_alive_is_not_reaped(store: Kept, clock: MsClock) -> None:
    await running(store)
    await pending(store)
    clock.advance(LEASE_S - 0.001)
    assert await store.reap(OTHER) == []


async def test_a_look_around_tells_what_there_is_to_do(store: Kept, clock: MsClock) -> None:
    assert (await store.look(ME, [])) == (await store.look(UNABLE, []))
    held = await running(store, ttl_s=5)
    await pending(store)
    outlook = await store.look(ME, [of(held), (new_id(), 1), (held.id, 2)])
    assert (outlook.claimable, outlook.lapsed, outlook.expired) == (True, False, False)
    assert outlook.held == {of(held): False}
    assert not (await store.look(UNABLE, [])).claimable
    await store.request_cancel(held.id)
    assert (await store.look(ME, [of(held)])).held == {of(held): True}
    await store.finish(of(held), DONE)
    clock.advance(5)
    assert (await store.look(ME, [])).expired
    clock.advance(LEASE_S)
    assert (await store.look(ME, [])).lapsed


# Expiry.


async def test_an_expired_operation_is_gone_for_its_owner_and_unknown_to_others(store: Kept, clock: MsClock) -> None:
    operation = await running(store, principal="ann", ttl_s=10)
    await store.finish(of(operation), DONE)
    clock.advance(10)
    for swept in (False, True):
        if swept:
            assert await store.expire() == 1
        with pytest.raises(OperationExpired):
            await store.get(operation.id, "ann")
        with pytest.raises(OperationUnknown):
            await store.get(operation.id, "bob")
        assert await store.list_for("ann") == []
    assert await store.expire() == 0


async def test_even_that_it_was_there_is_forgotten_in_the_end(make_store: MakeStore, clock: MsClock) -> None:
    store = await make_store(gone_ttl_s=100)
    operation = await running(store, ttl_s=0)
    await store.finish(of(operation), DONE)
    await store.expire()
    clock.advance(99)
    await store.expire()
    with pytest.raises(OperationExpired):
        await store.get(operation.id)
    clock.advance(1)
    assert (await store.look(ME, [])).expired
    await store.expire()
    with pytest.raises(OperationUnknown):
        await store.get(operation.id)


async def test_what_has_not_ended_does_not_expire(store: Kept, clock: MsClock) -> None:
    operation = await pending(store, ttl_s=0)
    clock.advance(1_000_000)
    assert await store.expire() == 0
    assert (await store.get(operation.id)).state is State.PENDING


async def test_expiry_takes_as_many_as_it_is_told(store: Kept, clock: MsClock) -> None:
    for _ in range(5):
        await store.finish(of(await running(store, ttl_s=1)), DONE)
    clock.advance(1)
    assert [await store.expire(2) for _ in range(4)] == [2, 2, 1, 0]


# Waiting.


async def test_a_watch_reads_at_once_and_wakes_at_each_change(store: Kept) -> None:
    operation = await running(store)
    async with asyncio.timeout(DEADLINE_S), store.watch(operation.id) as watch:
        assert watch.read() == operation
        await store.progress(of(operation), 0.5, "half")
        changed = await watch.changed(operation.version)
        assert changed.message == "half"
        await store.finish(of(operation), DONE)
        assert (await watch.finished()).content == b"done"


async def test_a_watch_of_what_has_ended_does_not_wait(store: Kept) -> None:
    operation = await running(store)
    await store.finish(of(operation), DONE)
    async with asyncio.timeout(DEADLINE_S), store.watch(operation.id) as watch:
        assert (await watch.finished()).state is State.SUCCEEDED


async def test_a_watch_of_another_principals_operation_is_refused(store: Kept) -> None:
    operation = await running(store, principal="ann")
    with pytest.raises(OperationUnknown):
        async with store.watch(operation.id, "bob"):
            pass


async def test_who_waits_can_be_called_instead(store: Kept) -> None:
    operation = await running(store)
    called = asyncio.Event()
    async with asyncio.timeout(DEADLINE_S), store.watch(operation.id) as watch:
        watch.on_change = called.set
        await store.finish(of(operation), DONE)
        await called.wait()
        assert watch.read().state is State.SUCCEEDED
