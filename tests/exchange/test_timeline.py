import pytest

from interim.errors import InvalidInput
from interim.exchange.timeline import Elided, End, Octets, Timeline


def test_arrivals_are_those_of_octets_and_of_the_ends_of_elided_ones() -> None:
    elided = Elided(at_ns=2, until_ns=5, octets=10, content_octets=8, left=-1)
    timeline = Timeline(octets=(Octets(at_ns=1, data=b"a"), elided, Octets(at_ns=6, data=b"b")), end_at_ns=7)
    assert timeline.arrivals == (1, 2, 5, 6)
    assert timeline.data == b"ab"


def test_elided_octets_do_not_end_before_they_begin() -> None:
    with pytest.raises(InvalidInput, match="until"):
        Elided(at_ns=2, until_ns=1, octets=1, content_octets=1)


@pytest.mark.parametrize(("octets", "content", "left"), [(1, 2, 0), (1, -1, 0), (1, 1, -2)])
def test_elided_octets_are_counted_without_contradiction(octets: int, content: int, left: int) -> None:
    with pytest.raises(InvalidInput, match="elided"):
        Elided(at_ns=0, until_ns=0, octets=octets, content_octets=content, left=left)


def test_a_peer_ends_by_closing_or_resetting() -> None:
    assert [end for end in End if end.by_peer] == [End.CLOSE, End.RESET]
