"""Fuzzes the readers of HTTP/1 and HTTP/2 with whatever a server could send. See README.md beside this file.

An input is three octets and then those of a server: which protocol, request and end; which limits; how it is cut.
"""

import dataclasses
import sys
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["interim.wire", "interim.exchange", "hpack", "hyperframe"]):
    from interim.exchange.capture import Capture
    from interim.exchange.exchange import Exchange
    from interim.exchange.fields import Fields
    from interim.exchange.messages import Request
    from interim.exchange.timeline import Elided, End
    from interim.wire.h1 import H1Conversation
    from interim.wire.h2 import H2Conversation
    from interim.wire.limits import Limits

__all__ = ["fuzz", "main", "seed"]

HTTP_2 = 0x80
PREFACE = 0x40
SETTINGS = bytes.fromhex("000000040000000000")
REQUESTS = (
    Request(method="GET", target="/"),
    Request(method="HEAD", target="/"),
    Request(method="POST", target="/", content=b"content"),
    Request(method="GET", target="/", fields=Fields.of([("Connection", "Upgrade"), ("Upgrade", "websocket")])),
)
ENDS = (End.CLOSE, End.RESET, End.DEADLINE, End.LIMIT)
LIMITS = (
    Limits(),
    Limits(kept_bytes=50, content_bytes=10),
    Limits(kept_bytes=50, content_bytes=10, head_bytes=100, interims=2, faults=3),
    Limits(total_bytes=100, faults=1),
)


class BrokenPromiseError(Exception):
    """A reader did what its documentation says it never does."""


def fuzz(data: bytes) -> None:
    """Read one input whole and cut into pieces, and replay the recording.

    Raises:
        BrokenPromiseError: the exchange has no order, exceeds its limits, or depends on how it was read.
    """
    if len(data) < 3:
        return
    flags, limits, step = data[0], LIMITS[data[1] % len(LIMITS)], data[2] % 64
    octets = (SETTINGS if flags & HTTP_2 and flags & PREFACE else b"") + data[3:]
    request, end = REQUESTS[flags % 4], ENDS[flags // 4 % 4]
    make = H2Conversation if flags & HTTP_2 else H1Conversation
    whole, _ = _read(make(request, limits=limits), [octets], end)
    _check(whole, limits, len(octets))
    pieces = [octets[at : at + step] for at in range(0, len(octets), step)] if step else [octets]
    cut, stopped = _read(make(request, limits=limits), pieces, end)
    _check(cut, limits, len(octets))
    # HTTP/2 counts what came in the piece in which it stopped reading, so there the cut shows.
    if not (flags & HTTP_2 and stopped):
        _same(_timeless(whole), _timeless(cut), "cut")
    _same(cut, dataclasses.replace(_replay(make(request, limits=limits), cut), timeline=cut.timeline), "replay")


def _read(conversation: Any, pieces: list[bytes], end: End) -> tuple[Exchange, bool]:
    conversation.to_send()
    for number, piece in enumerate(pieces):
        conversation.receive(piece, number)
        conversation.to_send()
        if conversation.full:
            break
    conversation.end(end, len(pieces))
    return conversation.exchange(request_end_ns=0), conversation.full


def _replay(conversation: Any, exchange: Exchange) -> Exchange:
    for item in exchange.timeline.octets:
        if isinstance(item, Elided):
            conversation.skip(item)
        else:
            conversation.receive(item.data, item.at_ns)
    conversation.end(exchange.timeline.end, exchange.timeline.end_at_ns)
    return conversation.exchange(request_end_ns=0)


def _check(exchange: Exchange, limits: Limits, octets: int) -> None:
    times = [fault.at_ns for fault in exchange.faults]
    counted = sum(item.octets if isinstance(item, Elided) else len(item.data) for item in exchange.timeline.octets)
    promises = {
        "faults in order": times == sorted(times),
        "interims bounded": len(exchange.interims) + len(exchange.late) <= limits.interims,
        "octets counted": counted <= octets,
        "offsets within": all(0 <= fault.offset <= octets for fault in exchange.faults),
    }
    for promise, kept in promises.items():
        if not kept:
            raise BrokenPromiseError(promise)


def _same(one: Exchange, other: Exchange, why: str) -> None:
    for name in ("interims", "final", "late", "leftover", "faults", "end"):
        if getattr(one, name) != getattr(other, name):
            raise BrokenPromiseError(f"{why}: {name}: {getattr(one, name)} != {getattr(other, name)}")


def _timeless(exchange: Exchange) -> Exchange:
    final = exchange.final
    return dataclasses.replace(
        exchange,
        interims=tuple(dataclasses.replace(interim, at_ns=0) for interim in exchange.interims),
        late=tuple(dataclasses.replace(interim, at_ns=0) for interim in exchange.late),
        final=final and dataclasses.replace(final, head_at_ns=0, end_at_ns=0 if final.complete else None),
        faults=tuple(dataclasses.replace(fault, at_ns=0) for fault in exchange.faults),
    )


def seed(captures: Path, folder: Path) -> None:
    """Write the server's octets of each capture as an input, for both ways to read them."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in captures.glob("*.json"):
        if path.stem == "expected":
            continue
        capture = Capture.read(path.read_bytes())
        flags = HTTP_2 if capture.protocol == "h2" else 0
        for limits in range(len(LIMITS)):
            (folder / f"{path.stem}-{limits}").write_bytes(bytes([flags, limits, 7]) + capture.timeline.data)


def main() -> None:
    """Run libFuzzer with its own arguments; the first folder among them gets the seeds."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    if folders and not folders[0].is_file():
        seed(Path(__file__).parents[1] / "tests" / "data" / "corpus", folders[0])
    atheris.Setup(sys.argv, fuzz)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
