"""Values that clients and proxies share."""

import pytest

from interim.peers.catalogue import find_peer
from interim.peers.peer import Tolerance


@pytest.mark.parametrize(
    ("passed", "refused", "limit"),
    [(5, 6, 5), (0, 1, 0), (3, 10, None), (300, None, None)],
)
def test_a_limit_is_exact_only_when_one_more_was_refused(passed: int, refused: int | None, limit: int | None) -> None:
    assert Tolerance(passed=passed, refused=refused).limit == limit


@pytest.mark.parametrize(
    ("peer_id", "label"),
    [
        ("wget", "GNU Wget 1.21.3"),
        ("h2-curl", "curl 7.88.1, HTTP/2"),
        ("h2-pycurl", "PycURL 7.49.0 (libcurl 8.23.0), HTTP/2"),
    ],
)
def test_a_label_has_the_version_beside_the_name(peer_id: str, label: str) -> None:
    assert find_peer(peer_id).label == label
