"""Every proxy that can be told shows itself as it did on loopback."""

import pytest

from interim.peers.catalogue import find_peer
from interim.peers.hops import CAPPED_PATHS, HOPS, Hop
from interim.peers.peer import Verdict

SHOWN_BY = [
    ("varnish-7.7", "1.1 host (Varnish/7.7)"),
    ("trafficserver-9.2", "http/1.1 traffic_server[64b35540-0770-43aa-9559-242f7859694c] (ApacheTrafficServer/9.2.9)"),
    ("apache-2.4.71", "1.1 x:9826 (Apache/2.4.71)"),
    ("caddy-2.6", "1.1 Caddy"),
]
"""As they came to an origin on loopback on 24 November 2026; those of Varnish 7.7 and Caddy are from their manuals."""


@pytest.mark.parametrize("hop", HOPS, ids=lambda hop: hop.peers[0])
def test_a_hop_was_measured_and_shows_itself(hop: Hop) -> None:
    verdicts = {find_peer(peer).verdict for peer in hop.peers}
    assert verdicts in ({Verdict.BREAKS}, {Verdict.CAPS})
    assert hop.via is not None or hop.field
    assert all(find_peer(peer).kind == "proxy" for peer in hop.peers)


@pytest.mark.parametrize(("peer", "member"), SHOWN_BY, ids=lambda part: part)
def test_what_a_proxy_adds_to_via_is_its_own(peer: str, member: str) -> None:
    (hop,) = [one for one in HOPS if one.via is not None and one.via.search(member)]
    assert peer in hop.peers


def test_every_capped_path_has_a_sign_and_a_name_in_settings() -> None:
    assert len({path.id for path in CAPPED_PATHS}) == len(CAPPED_PATHS)
    assert {path.id: path.hold_s for path in CAPPED_PATHS} == {
        "cloudflare": 90,
        "aws-api-gateway": 25,
        "aws-alb": 50,
        "heroku": 25,
        "google": 25,
    }
    assert all(path.field or path.via for path in CAPPED_PATHS)
    assert all(path.field == path.field.lower() for path in CAPPED_PATHS)
