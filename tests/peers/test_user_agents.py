"""Every form of User-Agent is that of a client that was measured, as it came from that client on loopback."""

import pytest

from interim.peers.catalogue import find_peer
from interim.peers.peer import Verdict
from interim.peers.user_agents import BREAKING, NAMED, UserAgent
from tests.fakes.user_agents import SENT_BY


@pytest.mark.parametrize("one", [*NAMED, *BREAKING], ids=lambda one: one.peers[0])
def test_a_form_names_peers_that_were_measured(one: UserAgent) -> None:
    assert one.peers
    assert all(find_peer(peer).kind == "client" for peer in one.peers)
    assert len(set(one.peers)) == len(one.peers)


def test_those_that_break_are_exactly_the_breaking_forms() -> None:
    assert all(find_peer(peer).verdict is Verdict.BREAKS for one in BREAKING for peer in one.peers)
    assert not any(find_peer(peer).verdict is Verdict.BREAKS for one in NAMED for peer in one.peers)


@pytest.mark.parametrize(("peer", "value"), SENT_BY, ids=lambda part: part)
def test_what_a_client_sends_is_its_form_alone(peer: str, value: str) -> None:
    named = [one for one in NAMED if one.pattern.fullmatch(value)]
    breaking = [one for one in BREAKING if one.pattern.search(value)]
    (one,) = [*named, *breaking]
    assert peer in one.peers


def test_every_form_was_seen_on_the_wire() -> None:
    values = [value for _, value in SENT_BY]
    for one in NAMED:
        assert any(one.pattern.fullmatch(value) for value in values), one.peers
    for one in BREAKING:
        assert any(one.pattern.search(value) for value in values), one.peers


def test_a_form_with_a_version_says_since_when() -> None:
    for one in NAMED:
        assert ("(?P<version>" in one.pattern.pattern) is bool(one.since), one.peers
