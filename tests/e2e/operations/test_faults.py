"""Processes are stopped, blocked, out of disk, in each other's way: one accepted result, and nobody waits for ever."""

import sqlite3
from contextlib import closing
from signal import SIGCONT, SIGSTOP
from typing import Any

import pytest

from tests.e2e.operations.children import LEASE_S, Children, Process

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


def overtaken(children: Children, work: str, hold: Any) -> tuple[Process, Process, str]:
    """A process that was stopped for longer than its lease, and another that has its operation now, both held."""
    zombie, heir = children.start(work), children.start(work)
    started = zombie.ask("start", name=work, hold=hold)
    zombie.expect("claimed", attempt=1)
    zombie.signal(SIGSTOP)
    heir.expect("claimed", id=started["id"], attempt=2)
    zombie.signal(SIGCONT)
    return zombie, heir, started["id"]


def test_a_zombie_that_finishes_first_is_refused(children: Children) -> None:
    zombie, heir, id = overtaken(children, "thread", [1, 2])
    zombie.ask("open", gate="claimed1")
    zombie.expect("returns", attempt=1)
    # Its own view of the store is the common one: the end that it wrote did not happen.
    heir.ask("open", gate="claimed2")
    for process in (zombie, heir):
        ended = process.ask("wait", id=id)
        assert (ended["state"], ended["attempt"], ended["content"]) == ("succeeded", 2, '"attempt 2"')
    zombie.end()
    assert "attempt 1: its result is refused" in zombie.log()


def test_a_zombie_is_told_to_stop(children: Children) -> None:
    zombie, heir, id = overtaken(children, "step", {"claimed": [1, 2]})
    zombie.expect("stopped", id=id, attempt=1)
    heir.ask("open", gate="claimed2")
    ended = zombie.ask("wait", id=id)
    assert (ended["state"], ended["content"]) == ("succeeded", '"attempt 2"')
    zombie.end()
    assert "attempt 1: stopped, another attempt has it" in zombie.log()


def test_a_stop_that_nobody_used_costs_nothing(children: Children) -> None:
    alone = children.start()
    started = alone.ask("start", name="step", hold={"half": [1]})
    alone.expect("half")
    with closing(sqlite3.connect(children.path)) as connection:
        (lease_until,) = connection.execute("SELECT lease_until FROM operation").fetchone()
        alone.signal(SIGSTOP)
        past = "SELECT (julianday('now') - 2440587.5) * 86400000 > ?"
        while connection.execute(past, (lease_until,)).fetchone() == (0,):
            pass
        alone.signal(SIGCONT)
    # Its reaper or its heart may come first: it is the same operation, run to its end, once or twice.
    alone.ask("open", gate="half1")
    assert alone.ask("wait", id=started["id"])["state"] == "succeeded"


def test_an_event_loop_that_is_blocked_for_longer_than_the_lease_keeps_its_operation(children: Children) -> None:
    blocked, other = children.start("blocking"), children.start("blocking")
    blocked.order("start", name="blocking", key="k", seconds=2.5 * LEASE_S)
    claimed = blocked.expect("claimed", attempt=1)
    ended = other.ask("wait", id=claimed["id"])
    assert (ended["state"], ended["attempt"], ended["dispatches"]) == ("succeeded", 1, 1)


def test_the_same_keys_at_the_same_time_in_two_processes_start_one_operation_each(children: Children) -> None:
    processes = [children.start(), children.start()]
    keys = [f"key {number}" for number in range(40)]
    orders = [one.order("start_many", name="step", keys=keys, effects=str(children.effects)) for one in processes]
    first, second = (process.answer(order) for process, order in zip(processes, orders, strict=True))
    assert first["ids"] == second["ids"]
    assert first["created"] + second["created"] == len(keys)
    for id in first["ids"]:
        assert processes[0].ask("wait", id=id)["state"] == "succeeded"
        assert children.effects_of(id) == [1]


def test_who_waits_is_woken_by_the_end_in_another_process(children: Children) -> None:
    # Nothing but the poll can tell: the read of everything is an hour away.
    waiting, runs = children.start(reread_s=3600, max_running=0), children.start()
    started = runs.ask("start", name="step", hold={"half": [1]})
    order = waiting.order("wait_watching", id=started["id"])
    waiting.expect("watching")
    runs.ask("open", gate="half1")
    assert waiting.answer(order)["content"] == '"attempt 1"'


def test_five_thousand_wait_for_one_end_in_another_process(children: Children) -> None:
    waiting, runs = children.start(max_running=0), children.start()
    started = runs.ask("start", name="step", hold={"half": [1]})
    order = waiting.order("wait_many", id=started["id"], count=5000)
    waiting.expect("watching")
    runs.ask("open", gate="half1")
    assert waiting.answer(order)["states"] == {"succeeded": 5000}


def test_who_was_away_while_the_result_expired_is_told_so(children: Children) -> None:
    waiting, runs = children.start(max_running=0, reread_s=0.2), children.start(ttl_s=0.05)
    started = runs.ask("start", name="step", hold={"half": [1]})
    order = waiting.order("wait_watching", id=started["id"])
    waiting.expect("watching")
    waiting.signal(SIGSTOP)
    runs.ask("open", gate="half1")
    while runs.ask("get", id=started["id"]).get("refused") is None:
        pass
    waiting.signal(SIGCONT)
    assert waiting.answer(order)["refused"] == "OperationExpired"


def test_cancels_that_race_with_ends_leave_each_operation_with_one_of_both(children: Children) -> None:
    runs, cancels = children.start("trivial"), children.start("trivial", max_running=0)
    keys = [f"key {number}" for number in range(100)]
    ids = runs.ask("start_many", name="trivial", keys=keys)["ids"]
    for order in [cancels.order("cancel", id=id) for id in ids]:
        cancels.answer(order)
    for id in ids:
        ended = runs.ask("wait", id=id)
        assert (ended["state"], ended["content"]) in {("succeeded", "1"), ("cancelled", None)}
        assert cancels.ask("get", id=id) == {**ended, "kind": "answer", "number": cancels._number}


def test_a_cancel_in_another_process_stops_the_function(children: Children) -> None:
    runs, cancels = children.start(), children.start(max_running=0)
    started = runs.ask("start", name="step", hold={"half": [1]})
    runs.expect("half")
    asked = cancels.ask("cancel", id=started["id"])
    assert asked["state"] == "running"
    runs.expect("stopped", id=started["id"], error="CancelledError")
    assert cancels.ask("wait", id=started["id"])["state"] == "cancelled"


def test_a_disk_that_takes_nothing_refuses_new_work_and_keeps_the_result_of_the_old(children: Children) -> None:
    process = children.start(lease_s=60)
    started = process.ask("start", name="step", hold={"half": [1]})
    process.expect("half")
    process.limit_files(0)
    refused = process.ask("start", name="step")
    assert refused["refused"] == "StoreUnavailable"
    assert process.ask("get", id=started["id"])["state"] == "running"
    process.ask("open", gate="half1")
    process.expect("effect")
    process.limit_files(-1)
    ended = process.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"]) == ("succeeded", 1)
    assert process.ask("start", name="step")["created"]


def test_a_file_that_may_not_grow_refuses_new_work_before_it_starts(children: Children) -> None:
    process = children.start("trivial", max_bytes=131_072)
    keys = [f"key {number}" for number in range(400)]
    created = 0
    answer: dict[str, Any] = {}
    while not answer.get("refused"):
        answer = process.ask("start", name="trivial", key=keys[created])
        created += not answer.get("refused")
    assert answer["refused"] == "StoreFull"
    # What was started before has its result, and a retry still joins it.
    first = process.ask("start", name="trivial", key=keys[0])
    assert not first["created"]
    assert process.ask("wait", id=first["id"])["state"] == "succeeded"


def test_a_store_that_somebody_keeps_busy_refuses_in_time_and_comes_back(children: Children) -> None:
    process = children.start(busy_s=0.1, lease_s=60)
    started = process.ask("start", name="step", hold={"half": [1]})
    process.expect("half")
    with closing(sqlite3.connect(children.path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        refused = process.ask("start", name="step")
        assert refused["refused"] == "StoreUnavailable"
        assert "another process keeps it busy" in refused["reason"]
        process.ask("open", gate="half1")
        process.expect("effect")
        connection.execute("ROLLBACK")
    ended = process.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"]) == ("succeeded", 1)


def test_a_message_before_the_lease_ran_out_is_no_loss(children: Children) -> None:
    first, second = children.start(), children.start()
    started = first.ask("start", name="step", hold={"claimed": [1]})
    first.expect("claimed")
    first.kill()
    # A second start with the key of the dead is what a redelivery is: it is refused, and the reaper is left.
    assert second.ask("get", id=started["id"])["state"] == "running"
    assert second.ask("wait", id=started["id"])["attempt"] == 2
