"""A process is killed at each point of an operation's life: nothing is lost, and one result is accepted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from tests.e2e.operations.children import Children

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@contextmanager
def locked(children: Children) -> Iterator[None]:
    """Nobody can write meanwhile."""
    with closing(sqlite3.connect(children.path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_before_it_is_kept_nothing_is_there_and_the_retry_starts_it(children: Children) -> None:
    first = children.start()
    with locked(children):
        first.order("start", name="step", key="k")
        first.order("get", id="x" * 22)  # A read is answered meanwhile, so the write has been asked for.
        first.expect("answer", number=2, refused="OperationUnknown")
        first.kill()
    second = children.start()
    started = second.ask("start", name="step", key="k")
    assert started["created"]
    assert second.ask("wait", id=started["id"])["attempt"] == 1


def test_before_it_is_claimed_another_process_runs_it_at_once(children: Children) -> None:
    first = children.start(max_running=0, lease_s=60)
    started = first.ask("start", name="step", effects=str(children.effects))
    assert started["state"] == "pending"
    first.kill()
    second = children.start(lease_s=60)
    ended = second.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"]) == ("succeeded", 1)
    assert children.effects_of(started["id"]) == [1]


@pytest.mark.parametrize("point", ["claimed", "half"])
def test_while_it_runs_another_process_runs_it_again(children: Children, point: str) -> None:
    first, second = children.start(), children.start()
    started = first.ask("start", name="step", effects=str(children.effects), hold={point: [1]})
    first.expect(point, id=started["id"])
    first.kill()
    second.expect("claimed", id=started["id"], attempt=2)
    ended = second.ask("wait", id=started["id"])
    assert (ended["state"], ended["content"]) == ("succeeded", '"attempt 2"')
    assert ended["message"] == "half of attempt 2"
    assert children.effects_of(started["id"]) == [2]


def test_a_retry_after_a_restart_joins_the_operation_and_gets_its_one_result(children: Children) -> None:
    first = children.start()
    started = first.ask("start", name="step", key="k", hold={"half": [1]})
    first.expect("half")
    first.kill()
    again = children.start()
    retried = again.ask("start", name="step", key="k", hold={"half": [1]})
    assert (retried["id"], retried["created"]) == (started["id"], False)
    assert retried["message"] == "half of attempt 1"
    ended = again.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"], ended["dispatches"]) == ("succeeded", 2, 2)


def test_after_its_effect_it_runs_twice_and_one_result_is_accepted(children: Children) -> None:
    first, second = children.start(), children.start()
    started = first.ask("start", name="step", effects=str(children.effects), hold={"effect": [1]})
    first.expect("effect")
    first.kill()
    ended = second.ask("wait", id=started["id"])
    assert (ended["attempt"], ended["content"]) == (2, '"attempt 2"')
    assert children.effects_of(started["id"]) == [1, 2]


def test_while_its_end_is_written_it_runs_again(children: Children) -> None:
    first, second = children.start("thread"), children.start("thread")
    started = first.ask("start", name="thread", hold=[1])
    first.expect("claimed")
    with locked(children):
        first.ask("open", gate="claimed1")
        first.expect("returns")
        first.kill()
    ended = second.ask("wait", id=started["id"])
    assert (ended["attempt"], ended["content"]) == (2, '"attempt 2"')


def test_after_its_end_the_retry_gets_the_result_and_nothing_runs_again(children: Children) -> None:
    first = children.start()
    started = first.ask("start", name="step", key="k", effects=str(children.effects))
    first.ask("wait", id=started["id"])
    first.kill()  # The final response was not written to anybody.
    again = children.start()
    retried = again.ask("start", name="step", key="k", effects=str(children.effects))
    assert (retried["id"], retried["created"], retried["delivered"]) == (started["id"], False, False)
    assert (retried["state"], retried["content"]) == ("succeeded", '"attempt 1"')
    again.ask("deliver", id=started["id"])
    assert again.ask("get", id=started["id"])["delivered"]
    assert children.effects_of(started["id"]) == [1]


def test_work_that_kills_its_process_is_not_run_for_ever(children: Children) -> None:
    settings = {"max_dispatches": 3, "lease_s": 0.4}
    first = children.start("poison", **settings)
    first.order("start", name="poison", key="k")
    started = first.expect("claimed", attempt=1)
    first.wait()
    for attempt in (2, 3):
        process = children.start("poison", **settings)
        process.expect("claimed", attempt=attempt)
        process.wait()
    last = children.start("poison", **settings)
    ended = last.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"]) == ("failed", 3)
    assert ended["error"]["type"] == "urn:interim:worker-lost"


def test_a_process_that_ends_in_order_gives_its_work_back_at_once(children: Children) -> None:
    first = children.start(lease_s=60)
    started = first.ask("start", name="step", hold={"half": [1]})
    first.expect("half")
    first.end()
    second = children.start(lease_s=60)
    ended = second.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"], ended["dispatches"]) == ("succeeded", 2, 1)


def test_a_worker_without_the_function_lets_the_operation_fail_in_the_end(children: Children) -> None:
    first = children.start(max_running=0)
    started = first.ask("start", name="step")
    first.kill()
    without = children.start("thread", max_dispatches=2, lease_s=0.3)
    ended = without.ask("wait", id=started["id"])
    assert (ended["state"], ended["attempt"]) == ("failed", 0)
    assert ended["error"]["type"] == "urn:interim:worker-unavailable"


def test_beside_a_worker_without_the_function_one_that_has_it_runs_it(children: Children) -> None:
    # A rolling deployment: the old process does not know the new work.
    old = children.start("thread", lease_s=0.3, max_dispatches=1000)
    new = children.start("step", max_running=0)
    started = new.ask("start", name="step")
    new.kill()
    again = children.start("step")
    assert again.ask("wait", id=started["id"])["state"] == "succeeded"
    assert old.ask("get", id=started["id"])["content"] == '"attempt 1"'


def test_a_lease_is_waited_for_and_no_longer(children: Children) -> None:
    first, second = children.start(lease_s=60), children.start(lease_s=60)
    started = first.ask("start", name="step", hold={"half": [1]})
    first.expect("half")
    first.kill()
    with pytest.raises(AssertionError, match="no "):
        second.expect("claimed", deadline_s=0.5, id=started["id"])
