from interim.exchange.timeline import ELIDED_GAP_NS, Elided, End, Octets
from interim.wire.h1_tape import Tape
from interim.wire.keeper import Keeper
from interim.wire.limits import Limits


def _tape() -> tuple[Tape, Keeper]:
    keeper = Keeper(Limits())
    return Tape(keeper), keeper


def _items(keeper: Keeper) -> tuple[Octets | Elided, ...]:
    return keeper.timeline(End.CLOSE, 10**12, request_end_ns=0).octets


def test_what_is_kept_keeps_its_own_time() -> None:
    tape, keeper = _tape()
    tape.arrive(b"ab", 1)
    tape.arrive(b"c", 2)
    assert (tape.end, keeper.total) == (3, 0)
    tape.keep()
    assert _items(keeper) == (Octets(at_ns=1, data=b"ab"), Octets(at_ns=2, data=b"c"))


def test_eliding_leaves_what_lies_behind_waiting() -> None:
    tape, keeper = _tape()
    tape.arrive(b"abc1", 1)
    tape.elide_to(3, content_octets=3, left=-1)
    tape.arrive(b"\r\n", 2)
    tape.elide_to(6, content_octets=0, left=5)
    assert _items(keeper) == (Elided(at_ns=1, until_ns=2, octets=6, content_octets=3, left=5),)
    assert tape.end == 6


def test_eliding_up_to_what_is_gone_already_does_nothing() -> None:
    tape, keeper = _tape()
    tape.arrive(b"abc", 1)
    tape.elide_to(0, content_octets=0, left=0)
    tape.keep()
    assert _items(keeper) == (Octets(at_ns=1, data=b"abc"),)


def test_what_waits_through_a_silence_is_kept() -> None:
    tape, keeper = _tape()
    tape.arrive(b"1", 0)
    tape.arrive(b"0", ELIDED_GAP_NS)
    tape.arrive(b"\r\n", 2 * ELIDED_GAP_NS + 1)
    tape.elide_to(4, content_octets=0, left=16)
    assert _items(keeper) == (
        Octets(at_ns=0, data=b"1"),
        Octets(at_ns=ELIDED_GAP_NS, data=b"0"),
        Elided(at_ns=2 * ELIDED_GAP_NS + 1, until_ns=2 * ELIDED_GAP_NS + 1, octets=2, content_octets=0, left=16),
    )
