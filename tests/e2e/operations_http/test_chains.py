"""Held requests behind proxies: interim responses keep one alive where they may be sent, and the 202 comes in time."""

import contextlib
from collections.abc import Iterator

import pytest
import requests

from tests.e2e.asgi.proxies import haproxy, nginx
from tests.e2e.operations_http.gated import CURL, Client, Gated, new_gate
from tests.e2e.peers import require
from tests.e2e.servers.launch import HOST

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

REQUESTS = "User-Agent: python-requests/2.34.2\r\n"
CHAINS = ["haproxy", "nginx with HTTP/1.0", "nginx with HTTP/1.1"]


@pytest.fixture(scope="session")
def impatient(shared: Gated, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """HAProxy that waits for three seconds."""
    require("haproxy")
    with haproxy(tmp_path_factory.mktemp("haproxy"), shared.port, server_timeout_ms=3000) as port:
        yield port


@pytest.fixture(scope="session")
def chains(shared: Gated, impatient: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """The port of each proxy, and of the server itself."""
    require("nginx")
    ports = {"no proxy": shared.port, "haproxy": impatient}
    with contextlib.ExitStack() as stack:
        for version in ("1.0", "1.1"):
            folder = tmp_path_factory.mktemp("nginx")
            proxy = nginx(folder, shared.port, read_timeout_s=10, version=version)
            ports[f"nginx with HTTP/{version}"] = stack.enter_context(proxy)
        yield ports


def test_interim_responses_keep_a_request_alive_behind_an_impatient_haproxy(shared: Gated, impatient: int) -> None:
    gate = new_gate()
    with Client(impatient) as client:
        client.post(f"/direct?gate={gate}")
        # By then it has waited for longer than HAProxy would without them.
        client.see_interims(9)
        shared.open(gate)
        answer = client.answer("POST")
    assert (answer.status, answer.json()["gate"]) == (200, gate)


def test_without_them_haproxy_gives_up_and_the_operation_goes_on(shared: Gated, impatient: int) -> None:
    gate = new_gate()
    with Client(impatient) as client:
        client.post(f"/silent?gate={gate}")
        assert client.answer("POST").status == 504
    shared.open(gate)
    id_ = shared.begun(gate)
    assert shared.ended(id_)["state"] == "succeeded"
    shared.all_marked()
    assert not shared.delivered(id_)


@pytest.mark.parametrize("chain", ["no proxy", *CHAINS])
def test_with_nothing_declared_no_chain_gives_a_wrong_answer(shared: Gated, chains: dict[str, int], chain: str) -> None:
    through = shared.by_way_of(chains[chain])
    with contextlib.ExitStack() as stack:
        clients = {agent: stack.enter_context(through.client()) for agent in (CURL, REQUESTS, "")}
        gates = {agent: new_gate() for agent in clients}
        for agent, client in clients.items():
            short = new_gate()
            shared.open(short)
            client.post(f"/undeclared?gate={short}", fields=agent)
            answer = client.answer("POST")
            assert (answer.statuses, answer.json()["gate"]) == ([200], short)
            client.post(f"/undeclared?gate={gates[agent]}", fields=agent)
        for agent, client in clients.items():
            answer = client.answer("POST")
            assert answer.statuses == [202]
            shared.open(gates[agent])
            client.request("/ready", fields=agent)
            assert client.answer().content == b"ready"
            id_ = answer.json()["id"]
            assert through.ended(id_)["state"] == "succeeded"
            assert through.get(f"/operations/{id_}/result").json()["gate"] == gates[agent]


def test_requests_gets_right_answers_behind_nginx(shared: Gated, chains: dict[str, int]) -> None:
    url = f"http://{HOST}:{chains['nginx with HTTP/1.1']}"
    long, short = new_gate(), new_gate()
    shared.open(short)
    with requests.Session() as session:
        accepted = session.post(f"{url}/undeclared?gate={long}", timeout=60)
        assert accepted.status_code == 202
        assert session.post(f"{url}/undeclared?gate={short}", timeout=60).json()["gate"] == short
        shared.open(long)
        shared.ended(accepted.json()["id"])
        result = session.get(f"{url}{accepted.headers['Location']}/result", timeout=60)
        assert result.json()["gate"] == long


def test_nginx_that_speaks_http_1_0_gets_no_interim_response_even_where_the_path_is_declared(
    shared: Gated, chains: dict[str, int]
) -> None:
    gate = new_gate()
    with Client(chains["nginx with HTTP/1.0"]) as client:
        client.post(f"/direct?gate={gate}")
        answer = client.answer("POST")
    assert answer.statuses == [202]
    shared.open(gate)
    assert shared.ended(answer.json()["id"])["state"] == "succeeded"
