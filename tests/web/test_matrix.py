"""The matrix draws what was measured, and says what each word means."""

import pytest

from interim.peers.client import NextRequest, Outcome, Sight
from interim.peers.clients import CLIENTS
from interim.peers.peer import Timer, Verdict
from interim.peers.proxies import PROXIES
from interim.peers.proxy import Relay
from interim.web.matrix import Row, client_table, legend, peers_for, proxy_table, verdicts
from interim.web.matrix_words import NEXT, OUTCOMES, RELAYS, SIGHTS, TIMERS, VERDICTS


def row(peer_id: str) -> Row:
    rows = (*client_table().rows, *proxy_table().rows)
    return next(one for one in rows if one.peer.id == peer_id)


def cells(peer_id: str) -> dict[str, str]:
    table = client_table() if row(peer_id).peer.kind == "client" else proxy_table()
    return {title: cell.word for (title, _), cell in zip(table.columns, row(peer_id).cells, strict=True)}


def test_every_peer_has_a_row_of_all_columns() -> None:
    assert [one.peer for one in client_table().rows] == list(CLIENTS)
    assert [one.peer for one in proxy_table().rows] == list(PROXIES)
    for table in (client_table(), proxy_table()):
        assert all(len(one.cells) == len(table.columns) for one in table.rows)


def test_the_verdicts_of_a_table_are_counted() -> None:
    counted = client_table().verdicts
    assert sum(count for _, count in counted) == len(CLIENTS)
    assert counted[0][0].word == "good"


def test_every_observation_has_its_word() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert set(TIMERS) == set(Timer)
    assert set(OUTCOMES) == set(Outcome)
    assert set(RELAYS) == set(Relay)
    assert set(NEXT) == set(NextRequest)
    assert set(SIGHTS) == set(Sight)


def test_a_client_that_hands_the_answer_to_the_next_request_is_shown_so() -> None:
    requests = next(client.id for client in CLIENTS if client.name == "requests")
    assert cells(requests)["three 102"] == "as answer"
    assert cells(requests)["next request"] == "poisoned"
    assert row(requests).verdict.mood == "bad"


def test_a_good_client_is_shown_so() -> None:
    httpx = next(client.id for client in CLIENTS if client.name == "httpx")
    assert cells(httpx)["three 102"] == "final"
    assert row(httpx).verdict.mood == "good"


def test_a_limit_is_told_on_demand() -> None:
    tornado = next(client.id for client in CLIENTS if client.name.startswith("tornado"))
    cell = dict(zip((title for title, _ in client_table().columns), row(tornado).cells, strict=True))["300"]
    assert cell.mood == "bad"
    assert "takes 10" in cell.detail


def test_a_proxy_is_shown_with_the_status_of_its_error() -> None:
    assert cells("varnish-7.1")["three 102"] == "503"


def test_to_http10_nothing_is_right() -> None:
    assert cells("haproxy-2.6")["to HTTP/1.0"] == "forwarded"
    haproxy = dict(zip((title for title, _ in proxy_table().columns), row("haproxy-2.6").cells, strict=True))
    nghttpx = dict(zip((title for title, _ in proxy_table().columns), row("nghttpx-1.52").cells, strict=True))
    assert haproxy["to HTTP/1.0"].mood == "bad"
    assert nghttpx["to HTTP/1.0"].mood == "good"


def test_some_that_were_forwarded_are_counted() -> None:
    (_, proxies) = peers_for(103)
    words = {one.cells[0].word for one in proxies.rows}
    assert words & {"1 of 3", "2 of 3", "forwarded"}


@pytest.mark.parametrize(("code", "tables"), [(100, 0), (101, 1), (102, 2), (103, 2), (104, 2), (200, 0)])
def test_a_code_that_was_measured_has_its_tables(code: int, tables: int) -> None:
    assert len(peers_for(code)) == tables


def test_who_was_not_given_a_101_is_not_in_its_table() -> None:
    (clients,) = peers_for(101)
    assert 0 < len(clients.rows) < len(CLIENTS)


def test_the_legend_explains_every_word_of_the_tables() -> None:
    explained = {cell.word for _, words in legend() for cell, _ in words}
    shown = {cell.word for table in (client_table(), proxy_table()) for one in table.rows for cell in one.cells}
    unexplained = {word for word in shown - explained if not word[0].isdigit()}
    assert unexplained <= {"all", "103 only", "none"}
    assert {cell.word for cell, _ in verdicts()} == {verdict.value for verdict in Verdict}
