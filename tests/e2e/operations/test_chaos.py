"""Processes are killed at any time, again and again; in the end everything was done, and each key has one result."""

import random
import time

import pytest

from tests.e2e.operations.children import Children

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(300)]

ROUNDS = 25
KEYS_PER_ROUND = 20


def test_whatever_is_killed_and_when_each_key_has_one_result(children: Children) -> None:
    chance = random.Random(5)  # noqa: S311 - the same each time, as far as the machine lets it
    settings = {"lease_s": 0.5, "max_dispatches": 1000}
    works = ("step", "thread")
    processes = [children.start(*works, **settings) for _ in range(2)]
    keys: list[str] = []
    effects = str(children.effects)
    for number in range(ROUNDS):
        new = [f"{number} {index}" for index in range(KEYS_PER_ROUND)]
        keys += new
        for process in processes:
            process.order("start_many", name="step", keys=new, effects=effects)
        time.sleep(chance.uniform(0, 0.15))  # Not to be right: to be wrong at another moment each time.
        victim = chance.randrange(2)
        processes[victim].kill()
        processes[victim] = children.start(*works, **settings)
    ids = [process.ask("start_many", name="step", keys=keys, effects=effects)["ids"] for process in processes]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(keys)
    for id in ids[0]:
        ended = processes[0].ask("wait", id=id)
        assert ended["state"] == "succeeded"
        attempts = children.effects_of(id)
        assert attempts == sorted(set(attempts))
        assert ended["content"] == f'"attempt {ended["attempt"]}"'
        assert ended["attempt"] == attempts[-1]
