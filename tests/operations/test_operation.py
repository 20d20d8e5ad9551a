import pytest

from interim.errors import InvalidInput
from interim.operations.operation import ID, NEXT, New, Outcome, State, new_id, operation_json
from tests.fakes.memory_store import START_MS, MemoryStore, MsClock
from tests.operations.test_store import DONE, ME, of

pytestmark = pytest.mark.anyio


def test_an_id_is_128_random_bits_in_a_url() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(ID.fullmatch(id) for id in ids)


def test_a_final_state_has_no_next_and_every_state_can_end() -> None:
    assert {state for state in State if state.is_final} == {State.SUCCEEDED, State.FAILED, State.CANCELLED}
    for state in State:
        assert state.is_final or {State.FAILED, State.CANCELLED} <= NEXT[state]


def test_an_outcome_is_an_end() -> None:
    with pytest.raises(InvalidInput, match="succeeded, failed or cancelled"):
        Outcome(state=State.RUNNING)


async def test_a_client_is_told_where_an_operation_is_and_where_its_result_is() -> None:
    clock = MsClock()
    store = MemoryStore(clock)
    operation, _ = await store.create(New(name="render", principal="ann", key="k"), ME)
    clock.advance(0.007)
    await store.progress(of(operation), 0.5, "half")
    told = operation_json(await store.get(operation.id), "/operations")
    assert told == {
        "id": operation.id,
        "state": "running",
        "progress": {"fraction": 0.5, "message": "half"},
        "result_url": None,
        "error": None,
        "created": "2027-01-15T08:00:00.000Z",
        "started": "2027-01-15T08:00:00.000Z",
        "finished": None,
        "attempt": 1,
        "version": 2,
    }
    await store.finish(of(operation), DONE)
    told = operation_json(await store.get(operation.id), "https://example.com/operations")
    assert told["state"] == "succeeded"
    assert told["result_url"] == f"https://example.com/operations/{operation.id}/result"
    assert told["finished"] == "2027-01-15T08:00:00.007Z"
    assert START_MS == 1_800_000_000_000
