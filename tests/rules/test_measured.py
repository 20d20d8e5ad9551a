"""What a peer does with the fault of a rule, in a sentence."""

import dataclasses
import re

import pytest

from interim.peers.catalogue import PEERS, find_peer
from interim.peers.client import Client, Outcome, Seen
from interim.peers.reported import REPORTED
from interim.rules.catalogue import RULES
from interim.rules.measured import measured, reported

CLOSED = "Given a 102 and a closed connection, it fails. "


@pytest.mark.parametrize(
    ("rule_id", "peer_id", "sentence"),
    [
        ("INT001", "aiohttp", CLOSED + "Given a 102 and then nothing, it hangs, whatever its timeout."),
        ("INT001", "wget", CLOSED + "Given a 102 and then nothing, it times out."),
        ("INT001", "tornado", "Given a 102 and then nothing, it times out."),
        ("INT001", "python-urllib-request", "Given a 102 and then nothing, it raises HTTPError 102."),
        ("INT001", "squid-5.7", "Given a 102 and then nothing, it answers 504."),
        ("INT001", "tinyproxy-1.11", "Given a 102 and then nothing, it forwards it and closes the connection."),
        ("INT001", "trafficserver-9.2", "Given a 102 and then nothing, it forwards it and lets the client wait."),
        ("INT002", "h2-httpx", "Given a 102 with Content-Length and content, it gets the final response."),
        ("INT002", "php-streams", "Given a 102 with Content-Length and content, it fails (false)."),
        ("INT002", "h2-curl", "Given a 102 with Content-Length and content, it fails."),
        ("INT003", "urllib3", "Given a 102 with Transfer-Encoding, it fails (IncompleteRead)."),
        ("INT004", "requests", "Given a 102 with Content-Length and content, it returns that as the final response."),
        ("INT008", "curl", "Given a 101 that it did not ask for, it returns that as the final response."),
        ("TIM006", "go-1.19", "It takes 5 interim responses and fails at 6."),
        ("TIM005", "go-1.19-reverseproxy", "It takes 3 interim responses, perhaps more, and fails at 10."),
    ],
)
def test_the_observation_that_belongs_to_the_rule_is_told(rule_id: str, peer_id: str, sentence: str) -> None:
    assert measured(rule_id, find_peer(peer_id)) == sentence


@pytest.mark.parametrize(
    ("rule_id", "peer_id"),
    [
        ("INT020", "requests"),
        ("INT002", "varnish-7.7"),
        ("INT003", "varnish-7.7"),
        ("INT003", "tornado"),
        ("INT008", "tornado"),
        ("INT008", "varnish-7.7"),
        ("TIM005", "curl"),
        ("TIM005", "urllib3"),
    ],
)
def test_without_such_an_observation_the_summary_is_told(rule_id: str, peer_id: str) -> None:
    assert measured(rule_id, find_peer(peer_id)) == find_peer(peer_id).summary


def test_a_client_that_takes_the_rest_for_content_is_told_apart() -> None:
    php = find_peer("php-streams")
    assert isinstance(php, Client)
    client = dataclasses.replace(php, lone=Seen(outcome=Outcome.REST_AS_CONTENT))
    assert measured("INT001", client).endswith("as the final response, with all that follows as its content.")


@pytest.mark.parametrize("rule_id", ["INT001", "INT002", "INT003", "INT004", "INT008", "TIM005"])
def test_every_observation_makes_a_sentence(rule_id: str) -> None:
    for peer in PEERS.values():
        sentence = measured(rule_id, peer)
        assert re.fullmatch(r"[^a-z ].*\.", sentence), peer.id
        assert "None" not in sentence


def test_the_limits_that_were_only_read_go_with_the_rule_on_limits() -> None:
    assert {one.id: one.limit for one in reported("TIM005")} == {
        "cpython": 99,
        "ruby-net-http-2026": 100,
        "fasthttp": 100,
        "neon": 128,
    }
    assert reported("INT001") == ()


@pytest.mark.parametrize("rule_id", RULES)
def test_what_is_reported_of_a_rule_exists(rule_id: str) -> None:
    assert all(REPORTED[one.id] is one for one in reported(rule_id))
