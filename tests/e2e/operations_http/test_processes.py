"""Servers that are killed, stopped or full, and two at one file: nothing is lost, and nothing is done twice."""

import contextlib
from pathlib import Path

import pytest

from tests.e2e.operations_http.gated import CURL, SHORT_LEASE, Gated, eventually, gated, key_field, new_gate

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


def test_after_kill_9_in_mid_operation_a_retry_with_the_key_gets_the_one_result(tmp_path: Path) -> None:
    gate, key = new_gate(), key_field()
    with gated(tmp_path, **SHORT_LEASE) as server, server.client() as client:
        client.post(f"/direct?gate={gate}", fields=CURL + key)
        client.see_interims(1)
        id_ = server.begun(gate)
        server.kill()
    with gated(tmp_path, server.port, **SHORT_LEASE) as server, server.client() as retry:
        retry.post(f"/direct?gate={gate}", fields=CURL + key)
        server.begun(gate, runs=2)
        server.open(gate)
        answer = retry.answer("POST")
        assert answer.status == 200
        assert (answer.json()["id"], answer.json()["attempt"]) == (id_, 2)
        again = server.post(f"/direct?gate={gate}", fields=CURL + key)
        assert (again.content, again.headers[b"idempotency-replayed"]) == (answer.content, b"true")
        assert server.runs(gate) == [(id_, 1), (id_, 2)]
        assert len(server.rows()) == 1


def test_after_kill_9_before_the_start_and_within_the_final_response_a_retry_with_the_key_is_right(
    tmp_path: Path,
) -> None:
    early, written = new_gate(), new_gate()
    early_key, written_key = key_field(), key_field()
    size, settings = 20_000_000, {**SHORT_LEASE, "max_result_bytes": 32 * 2**20}
    with gated(tmp_path, **settings) as server, server.client() as first, server.client() as second:
        first.post(f"/late?gate={early}", fields=early_key)
        server.asked(early)
        second.post(f"/silent?gate={written}&size={size}", fields=written_key)
        id_ = server.begun(written)
        server.open(written)
        second.see(b"HTTP/1.1 200 ")
        server.kill()
        assert not server.delivered(id_)
        assert server.runs(early) == []
    with gated(tmp_path, server.port, **settings) as server:
        server.open(early)
        server.open(f"{early}-start")
        answer = server.post(f"/late?gate={early}", fields=early_key)
        assert (answer.status, answer.json()["attempt"]) == (200, 1)
        answer = server.post(f"/silent?gate={written}&size={size}", fields=written_key)
        assert (answer.status, answer.headers[b"idempotency-replayed"]) == (200, b"true")
        assert (answer.json()["id"], answer.json()["attempt"], len(answer.json()["filling"])) == (id_, 1, size)
        eventually(lambda: server.delivered(id_), "it is marked as delivered")
        assert len(server.rows()) == 2


def test_after_kill_9_of_the_server_that_holds_the_one_that_works_goes_on_and_a_retry_joins(tmp_path: Path) -> None:
    gate, key = new_gate(), key_field()
    with gated(tmp_path) as worker:
        with gated(tmp_path, max_running=0) as holder, holder.client() as client:
            client.post(f"/direct?gate={gate}", fields=CURL + key)
            client.see_interims(1)
            id_ = worker.begun(gate)
            holder.kill()
        with worker.client() as retry:
            retry.post(f"/direct?gate={gate}", fields=CURL + key)
            retry.see_interims(1)
            worker.open(gate)
            answer = retry.answer("POST")
        assert (answer.status, answer.json()["id"], answer.json()["attempt"]) == (200, id_, 1)
        assert worker.runs(gate) == [(id_, 1)]


def test_two_requests_with_one_key_at_two_servers_are_one_operation_with_one_answer(tmp_path: Path) -> None:
    gate, key = new_gate(), key_field()
    with gated(tmp_path) as one, gated(tmp_path) as other, one.client() as here, other.client() as there:
        for client in (here, there):
            client.post(f"/direct?gate={gate}", fields=CURL + key)
        for client in (here, there):
            client.see_interims(1)
        one.open(gate)
        answers = [client.answer("POST") for client in (here, there)]
        assert [answer.status for answer in answers] == [200, 200]
        assert answers[0].content == answers[1].content
        assert one.runs(gate) == [(answers[0].json()["id"], 1)]
        assert len(one.rows()) == 1


@pytest.mark.parametrize("name", ["interim run", "gunicorn", "hypercorn"])
def test_a_server_that_is_told_to_end_answers_all_that_it_holds_and_they_end_after_a_restart(
    tmp_path: Path, name: str
) -> None:
    gates = [new_gate() for _ in range(6)]
    key = key_field()
    with gated(tmp_path, server=name, **SHORT_LEASE) as server, contextlib.ExitStack() as stack:
        clients = [stack.enter_context(server.client()) for _ in gates]
        for number, (gate, client) in enumerate(zip(gates, clients, strict=True)):
            client.post(
                f"/{'direct' if number % 2 else 'silent'}?gate={gate}", fields=CURL + (key if not number else "")
            )
        ids = [server.begun(gate) for gate in gates]
        stream = stack.enter_context(server.client())
        stream.request(f"/operations/{ids[0]}", fields="Accept: text/event-stream\r\n")
        stream.see(b"event: progress")
        server.terminate()
        answers = [client.answer("POST") for client in clients]
        assert [answer.status for answer in answers] == [202] * len(gates)
        assert [answer.json()["id"] for answer in answers] == ids
        assert all(2 <= int(answer.headers[b"retry-after"]) <= 5 for answer in answers)
        assert stream.answer().ended
        assert server.gone() == 0
        assert {row["state"] for row in server.rows()} == {"pending"}
    with gated(tmp_path, server.port, server=name, **SHORT_LEASE) as server:
        for gate in gates:
            server.open(gate)
        for gate, id_ in zip(gates, ids, strict=True):
            operation = server.ended(id_)
            assert (operation["state"], operation["attempt"]) == ("succeeded", 2)
            assert server.get(f"/operations/{id_}/result").json()["gate"] == gate
        assert server.post(f"/silent?gate={gates[0]}", fields=CURL + key).json()["id"] == ids[0]
        assert len(server.rows()) == len(gates)


def test_a_server_that_is_told_to_end_lets_a_work_end_that_is_nearly_done(tmp_path: Path) -> None:
    gate = new_gate()
    with gated(tmp_path, drain_s=20) as server, server.client() as client:
        client.post(f"/silent?gate={gate}")
        id_ = server.begun(gate)
        server.terminate()
        assert client.answer("POST").status == 202
        server.open(gate)
        assert server.gone() == 0
        row = server.row(id_)
        assert (row["state"], row["attempt"], row["delivered_at"]) == ("succeeded", 1, None)


def test_a_full_store_refuses_before_the_work_starts_and_takes_the_next_when_there_is_room(tmp_path: Path) -> None:
    first, second, key = new_gate(), new_gate(), key_field()
    with gated(tmp_path, max_live=1) as server:
        accepted = server.post(f"/silent?gate={first}", fields="Prefer: respond-async\r\n" + key)
        assert accepted.status == 202
        refused = server.post(f"/silent?gate={second}")
        assert refused.status == 503
        assert refused.headers[b"content-type"] == b"application/problem+json"
        assert int(refused.headers[b"retry-after"]) > 0
        # A retry of what is there needs no room.
        assert server.post(f"/silent?gate={first}", fields="Prefer: respond-async\r\n" + key).status == 202
        server.open(first)
        server.open(second)
        server.ended(accepted.json()["id"])
        assert server.runs(second) == []
        assert server.post(f"/silent?gate={second}").status == 200
        assert len(_ids(server)) == 2


def _ids(server: Gated) -> set[str]:
    return {row["id"] for row in server.rows()}
