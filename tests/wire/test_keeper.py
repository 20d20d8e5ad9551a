from interim.exchange.timeline import ELIDED_GAP_NS, Elided, End, Octets, Timeline
from interim.wire.keeper import Keeper
from interim.wire.limits import Limits


def _elided(at_ns: int, until_ns: int, octets: int) -> Elided:
    return Elided(at_ns=at_ns, until_ns=until_ns, octets=octets, content_octets=octets)


def test_octets_are_kept_with_their_times_relative_to_the_request() -> None:
    keeper = Keeper(Limits())
    keeper.keep(b"ab", 100)
    keeper.keep(b"", 110)
    keeper.elide(_elided(120, 130, 5))
    keeper.keep(b"c", 140)
    assert keeper.total == 8
    assert keeper.timeline(End.RESET, 150, request_end_ns=100) == Timeline(
        octets=(Octets(at_ns=0, data=b"ab"), _elided(20, 30, 5), Octets(at_ns=40, data=b"c")),
        end=End.RESET,
        end_at_ns=50,
    )


def test_elided_octets_join_unless_a_silence_lies_between() -> None:
    keeper = Keeper(Limits())
    keeper.elide(_elided(0, 1, 5))
    keeper.elide(_elided(1 + ELIDED_GAP_NS, 2 + ELIDED_GAP_NS, 6))
    keeper.elide(_elided(3 + 2 * ELIDED_GAP_NS, 3 + 2 * ELIDED_GAP_NS, 7))
    assert keeper.timeline(End.CLOSE, 10 * ELIDED_GAP_NS, request_end_ns=0).octets == (
        _elided(0, 2 + ELIDED_GAP_NS, 11),
        _elided(3 + 2 * ELIDED_GAP_NS, 3 + 2 * ELIDED_GAP_NS, 7),
    )


def test_it_says_when_enough_is_kept_and_when_all_is_enough() -> None:
    keeper = Keeper(Limits(kept_bytes=2, total_bytes=4))
    keeper.keep(b"a", 0)
    assert (keeper.eliding, keeper.full) == (False, False)
    keeper.keep(b"b", 0)
    assert (keeper.eliding, keeper.full) == (True, False)
    keeper.elide(_elided(0, 0, 2))
    assert (keeper.eliding, keeper.full) == (True, True)
