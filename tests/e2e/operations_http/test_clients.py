"""How a long request ends for each client: in its answer, or in a 202 that leads to it. Never in a wrong one."""

import json
import subprocess
import time
from typing import Any

import pytest
import requests

from tests.e2e.operations_http.gated import DEADLINE_S, Client, Gated, key_field, new_gate
from tests.e2e.peers import require

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


def curled(shared: Gated, *arguments: str) -> tuple[list[bytes], bytes]:
    """The heads that curl got, and the content."""
    require("curl")
    command = ["curl", "-si", "-X", "POST", "--max-time", str(DEADLINE_S), *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, (done, shared.log)
    *heads, content = done.stdout.split(b"\r\n\r\n")
    return heads, content


def _open_after(shared: Gated, gate: str, line: str) -> bool:
    """Open the gate after an interim response; whether it is a line of a response."""
    if line.startswith("< HTTP/1.1 102"):
        shared.open(gate)
    return line.startswith("<")


def followed(shared: Gated, location: str) -> Any:
    """The result of an operation, which the client got the address of."""
    operation = shared.ended(location.removeprefix("/operations/"))
    return shared.get(operation["result_url"]).json()


def test_curl_sees_interim_responses_and_then_its_answer(shared: Gated) -> None:
    require("curl")
    gate = new_gate()
    command = ["curl", "-sv", "--max-time", str(DEADLINE_S), "-X", "POST", f"{shared.url}/direct?gate={gate}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as curl:
        assert curl.stdout is not None
        assert curl.stderr is not None
        # What curl says of a response, it says at once.
        heads = [line for line in iter(curl.stderr.readline, "") if _open_after(shared, gate, line)]
        answer = json.loads(curl.stdout.read())
    statuses = [line.split(" ", 2)[2].strip() for line in heads if line.startswith("< HTTP/")]
    assert statuses[-1] == "200 OK"
    assert set(statuses[:-1]) == {"102 Processing"}
    assert (answer["gate"], answer["attempt"]) == (gate, 1)
    assert f'< link: </operations/{answer["id"]}>; rel="status"' in [line.strip() for line in heads]


def test_a_quick_one_gets_no_interim_response(shared: Gated) -> None:
    gate = new_gate()
    shared.open(gate)
    answer = shared.post(f"/silent?gate={gate}")
    assert (answer.statuses, answer.json()["gate"]) == ([200], gate)
    assert answer.headers[b"cache-control"] == b"no-store"
    assert answer.headers[b"vary"] == b"prefer"


def test_who_prefers_not_to_wait_gets_the_way_to_the_monitor(shared: Gated) -> None:
    gate = new_gate()
    (head,), content = curled(shared, "-H", "Prefer: respond-async", f"{shared.url}/direct?gate={gate}")
    assert head.startswith(b"HTTP/1.1 202 Accepted\r\n")
    fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    operation = json.loads(content)
    place = f"/operations/{operation['id']}"
    assert fields[b"location"].decode() == place
    assert fields[b"operation-location"].decode() == shared.url + place
    assert fields[b"link"].decode() == f'<{place}>; rel="status"'
    assert fields[b"retry-after"] == b"2"
    assert fields[b"preference-applied"] == b"respond-async"
    assert fields[b"vary"] == b"prefer"
    assert fields[b"cache-control"] == b"no-store"
    before = shared.get(place)
    assert before.json()["state"] in {"pending", "running"}
    assert before.headers["retry-after"] == "2"
    assert shared.get(f"{place}/result").status_code == 409
    shared.open(gate)
    assert shared.ended(operation["id"])["state"] == "succeeded"
    result = shared.get(f"{place}/result")
    assert (result.status_code, result.json()["gate"]) == (200, gate)
    assert result.headers["content-location"] == f"{place}/result"


@pytest.mark.parametrize(
    ("prefer", "applied"), [("wait=1", b"wait=1"), ("respond-async, wait=1", b"respond-async, wait=1")]
)
def test_who_prefers_to_wait_a_second_waits_so_long(shared: Gated, prefer: str, applied: bytes) -> None:
    gate = new_gate()
    since = time.monotonic()
    answer = shared.post(f"/silent?gate={gate}", fields=f"Prefer: {prefer}\r\n")
    assert time.monotonic() - since >= 1
    assert (answer.statuses, answer.headers[b"preference-applied"]) == ([202], applied)
    shared.open(gate)
    assert followed(shared, answer.headers[b"location"].decode())["gate"] == gate


def test_a_bad_preference_is_ignored(shared: Gated) -> None:
    gate = new_gate()
    shared.open(gate)
    answer = shared.post(f"/silent?gate={gate}", fields="Prefer: wait=soon\r\n")
    assert answer.status == 200
    assert b"preference-applied" not in answer.headers


def test_a_session_of_requests_gets_a_202_then_the_result_and_its_next_answer_is_its_own(shared: Gated) -> None:
    first, second = new_gate(), new_gate()
    with requests.Session() as session:
        since = time.monotonic()
        accepted = session.post(f"{shared.url}/direct?gate={first}", timeout=60)
        assert time.monotonic() - since >= 1.2
        assert accepted.status_code == 202
        assert accepted.json()["state"] in {"pending", "running"}
        monitor = shared.url + accepted.headers["Location"]
        assert session.get(monitor, timeout=60).json()["id"] == accepted.json()["id"]
        shared.open(first)
        operation = shared.ended(accepted.json()["id"])
        assert session.get(f"{monitor}/result", timeout=60).json()["gate"] == first
        shared.open(second)
        answer = session.post(f"{shared.url}/direct?gate={second}", timeout=60)
        assert (answer.status_code, answer.json()["gate"]) == (200, second)
        assert answer.json()["id"] != operation["id"]


def test_http_1_0_gets_a_202_soon_and_never_an_interim_response(shared: Gated) -> None:
    gate = new_gate()
    since = time.monotonic()
    (head,), content = curled(shared, "--http1.0", f"{shared.url}/direct?gate={gate}")
    assert time.monotonic() - since >= 0.8
    assert head.split(b" ")[1] == b"202"
    shared.open(gate)
    assert followed(shared, f"/operations/{json.loads(content)['id']}")["gate"] == gate


def test_http_1_0_gets_its_answer_when_that_is_there(shared: Gated) -> None:
    gate = new_gate()
    shared.open(gate)
    (head,), content = curled(shared, "--http1.0", f"{shared.url}/silent?gate={gate}")
    assert (head.split(b" ")[1], json.loads(content)["gate"]) == (b"200", gate)


def test_a_pipelined_request_after_a_held_one_gets_its_own_answer(shared: Gated) -> None:
    gate = new_gate()
    with shared.client() as client:
        client.post(f"/direct?gate={gate}")
        client.request("/ready")
        client.see_interims(2)
        shared.open(gate)
        answer = client.answer("POST")
        assert (answer.status, answer.json()["gate"]) == (200, gate)
        assert client.answer().content == b"ready"


def test_a_second_held_request_on_a_connection_gets_interim_responses_of_its_own(shared: Gated) -> None:
    with shared.client() as client:
        for _ in range(2):
            gate = new_gate()
            client.post(f"/direct?gate={gate}")
            client.see_interims(1)
            shared.open(gate)
            answer = client.answer("POST")
            assert (answer.statuses[0], answer.status, answer.json()["gate"]) == (102, 200, gate)


class TestIdempotency:
    def test_a_retry_after_the_end_gets_the_stored_answer(self, shared: Gated) -> None:
        gate, key = new_gate(), key_field()
        shared.open(gate)
        first, second = (shared.post(f"/silent?gate={gate}", fields=key) for _ in range(2))
        assert (second.status, second.content) == (first.status, first.content)
        assert b"idempotency-replayed" not in first.headers
        assert second.headers[b"idempotency-replayed"] == b"true"
        assert len(shared.runs(gate)) == 1

    def test_a_retry_meanwhile_joins_the_wait(self, shared: Gated) -> None:
        gate, key = new_gate(), key_field()
        with shared.client() as one, Client(shared.port) as other:
            for client in (one, other):
                client.post(f"/direct?gate={gate}", fields="User-Agent: curl/8.0\r\n" + key)
            for client in (one, other):
                client.see_interims(1)
            shared.open(gate)
            answers = [client.answer("POST") for client in (one, other)]
        assert [answer.status for answer in answers] == [200, 200]
        assert answers[0].content == answers[1].content
        assert len(shared.runs(gate)) == 1

    def test_the_key_with_other_content_is_refused(self, shared: Gated) -> None:
        gate, key = new_gate(), key_field()
        shared.open(gate)
        shared.post(f"/silent?gate={gate}", fields=key)
        answer = shared.post(f"/silent?gate={gate}&size=1", fields=key)
        assert answer.status == 422
        assert answer.headers[b"content-type"] == b"application/problem+json"
        assert answer.json()["type"] == "urn:interim:idempotency-key-reused"
        assert len(shared.runs(gate)) == 1

    @pytest.mark.parametrize("key", ['"', '"a" "b"', '"weak"', '"' + "k" * 256 + '"'], ids=len)
    def test_a_bad_key_starts_nothing(self, shared: Gated, key: str) -> None:
        gate = new_gate()
        answer = shared.post(f"/silent?gate={gate}", fields=f"Idempotency-Key: {key}\r\n")
        assert (answer.status, answer.json()["parameter"]) == (400, "Idempotency-Key")
        assert shared.runs(gate) == []
        assert all(gate not in row["args"] for row in shared.rows())


class TestTenants:
    ONE, OTHER = "Authorization: Bearer one\r\n", "Authorization: Bearer other\r\n"

    def test_an_id_of_another_is_not_there(self, shared: Gated) -> None:
        gate = new_gate()
        accepted = shared.post(f"/silent?gate={gate}", fields=self.ONE + "Prefer: respond-async\r\n")
        place = accepted.headers[b"location"].decode()
        for who in ({"Authorization": "Bearer other"}, {}):
            assert shared.get(place, **who).status_code == 404
            assert shared.get(f"{place}/result", **who).status_code == 404
            assert requests.delete(shared.url + place, headers=who, timeout=60).status_code == 404
            streamed = shared.get(place, Accept="text/event-stream", **who)
            assert streamed.status_code == 404
        shared.open(gate)
        mine = {"Authorization": "Bearer one"}
        assert shared.ended(accepted.json()["id"], **mine)["state"] == "succeeded"
        assert shared.get(f"{place}/result", **mine).json()["gate"] == gate
        listed = shared.get("/operations/", Authorization="Bearer other").json()["operations"]
        assert all(operation["id"] != accepted.json()["id"] for operation in listed)

    def test_a_key_of_another_is_ones_own_too(self, shared: Gated) -> None:
        gate, key = new_gate(), key_field("order-1-" + new_gate())
        shared.open(gate)
        answers = [shared.post(f"/silent?gate={gate}", fields=who + key) for who in (self.ONE, self.OTHER)]
        assert [answer.status for answer in answers] == [200, 200]
        assert len({answer.json()["id"] for answer in answers}) == 2
        assert all(b"idempotency-replayed" not in answer.headers for answer in answers)

    def test_nobody_knows_an_id_that_never_was(self, shared: Gated) -> None:
        answer = shared.get("/operations/AAAAAAAAAAAAAAAAAAAAAA")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
