"""Clients that leave, and what is marked as delivered."""

from functools import partial

import pytest

from tests.e2e.operations_http.gated import Gated, eventually, new_gate
from tests.e2e.servers.wire import H1At

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.mark.parametrize("seen", [0, 1, 2, 3])
def test_an_operation_goes_on_when_its_client_leaves_after_any_interim_response(shared: Gated, seen: int) -> None:
    closing, resetting = new_gate(), new_gate()
    with shared.client() as one, shared.client() as other:
        for client, gate in ((one, closing), (other, resetting)):
            client.post(f"/direct?gate={gate}")
        for client in (one, other):
            client.see_interims(seen)
        ids = [shared.begun(gate) for gate in (closing, resetting)]
        other.reset()
    for gate in (closing, resetting):
        shared.open(gate)
    for id_, gate in zip(ids, (closing, resetting), strict=True):
        operation = shared.ended(id_)
        assert (operation["state"], operation["attempt"]) == ("succeeded", 1)
        shared.all_marked()
        assert not shared.delivered(id_)
        assert shared.get(f"/operations/{id_}/result").json()["gate"] == gate
        eventually(partial(shared.delivered, id_), "the result is marked as delivered")


def test_an_operation_goes_on_when_its_client_leaves_a_silent_hold(shared: Gated) -> None:
    gate = new_gate()
    with shared.client() as client:
        client.post(f"/silent?gate={gate}")
        id_ = shared.begun(gate)
    shared.open(gate)
    assert shared.ended(id_)["state"] == "succeeded"


@pytest.mark.parametrize("seen", [0, 1])
def test_one_that_is_wanted_only_while_its_client_waits_is_cancelled(shared: Gated, seen: int) -> None:
    gate = new_gate()
    with shared.client() as client:
        client.post(f"/cancelling?gate={gate}")
        client.see_interims(seen)
        id_ = shared.begun(gate)
    assert shared.ended(id_)["state"] == "cancelled"
    assert shared.get(f"/operations/{id_}/result").status_code == 409


def test_the_end_is_delivered_when_its_client_got_it(shared: Gated) -> None:
    gate = new_gate()
    with shared.client() as client:
        client.post(f"/direct?gate={gate}")
        client.see_interims(1)
        assert not shared.delivered(shared.begun(gate))
        shared.open(gate)
        id_ = client.answer("POST").json()["id"]
    eventually(lambda: shared.delivered(id_), "it is marked as delivered")


def test_a_202_is_not_the_delivery(shared: Gated) -> None:
    gate = new_gate()
    answer = shared.post(f"/silent?gate={gate}", fields="Prefer: respond-async\r\n")
    shared.open(gate)
    shared.ended(answer.json()["id"])
    shared.all_marked()
    assert not shared.delivered(answer.json()["id"])


def test_a_client_that_leaves_within_the_final_response_did_not_get_it(shared: Gated) -> None:
    gate = new_gate()
    with H1At(shared.port) as client:
        client.sock.settimeout(25)
        client.request(f"/silent?gate={gate}&size=20000000", method="POST", fields="Content-Length: 0\r\n")
        id_ = shared.begun(gate)
        shared.open(gate)
        assert client.sock.recv(100).startswith(b"HTTP/1.1 200 ")
        client.reset()
    shared.all_marked()
    assert not shared.delivered(id_)
    assert len(shared.get(f"/operations/{id_}/result").content) > 20_000_000
    eventually(lambda: shared.delivered(id_), "who read all of it got it")


def test_a_result_that_expires_while_it_is_waited_for_is_gone_afterwards(shared: Gated) -> None:
    gate = new_gate()
    with shared.client() as client:
        client.post(f"/forgotten?gate={gate}")
        id_ = shared.begun(gate)
        shared.open(gate)
        answer = client.answer("POST")
    assert (answer.status, answer.json()) == (200, {"gate": gate})

    def look() -> bool:
        return shared.get(f"/operations/{id_}").status_code == 410

    eventually(look, "its time is over")
    gone = shared.get(f"/operations/{id_}/result")
    assert (gone.status_code, gone.headers["content-type"]) == (410, "application/problem+json")
    assert gone.json()["type"] == "urn:interim:operation-expired"


def test_a_function_that_raises_is_a_problem_for_its_client_and_a_traceback_in_the_log(shared: Gated) -> None:
    gate = new_gate()
    with shared.client() as client:
        client.post(f"/failing?gate={gate}")
        shared.open(gate)
        answer = client.answer("POST")
    assert answer.status == 500
    assert answer.headers[b"content-type"] == b"application/problem+json"
    assert answer.json()["status"] == 500
    assert b"ZeroDivision" not in answer.content
    assert b"secret" not in answer.content
    place = answer.headers[b"link"].decode().split(">")[0].lstrip("<")
    operation = shared.get(place).json()
    assert (operation["state"], operation["error"]["status"]) == ("failed", 500)
    assert "secret" not in str(operation)
    assert "ZeroDivisionError: a secret of the server" in shared.log
    result = shared.get(f"{place}/result")
    assert (result.status_code, result.content) == (500, answer.content)
