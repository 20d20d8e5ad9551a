"""What was read and not measured says where it was read."""

import re

import pytest

from interim.peers.catalogue import PEERS
from interim.peers.peer import Reported
from interim.peers.reported import REPORTED


@pytest.mark.parametrize("reported", REPORTED.values(), ids=REPORTED)
def test_a_report_names_its_sources(reported: Reported) -> None:
    assert reported.sources
    assert all(re.fullmatch(r"https://\S+", source) for source in reported.sources)
    assert reported.summary.endswith(".")


def test_the_limits_that_clients_are_said_to_have() -> None:
    limits = {one.id: one.limit for one in REPORTED.values() if one.limit is not None}
    assert limits == {"neon": 128, "ruby-net-http-2026": 100, "cpython": 99, "fasthttp": 100}


def test_no_report_passes_for_a_measurement() -> None:
    assert not set(REPORTED) & set(PEERS)
    assert all(one.id == key for key, one in REPORTED.items())
    assert len({one.product for one in REPORTED.values()}) == len(REPORTED)
