"""The bounds of a recording: whatever the server does, it ends, and it fits in memory."""

from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["Limits"]

_SECOND_NS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one recording. All are inclusive, and all from 1.

    Attributes:
        connect_ns: for DNS, connect and TLS, each.
        watch_ns: from the end of the request to the end of the final response.
        linger_ns: how long to read on after the final response; from 0.
        expect_ns: how long to wait for the 100 before sending the content all the same (RFC 9110 §10.1.1).
        head_bytes: of one header section, its status line included; curl's bound is 300 KiB for all, Go's 1 MiB.
        interims: interim responses, late ones included. neon stops at 128, Ruby at 100, tornado at 10.
        content_bytes: of the content that the final response keeps; more is counted.
        kept_bytes: of octets that the timeline keeps; content beyond them is elided.
        total_bytes: of all octets from the server; then we stop.
        faults: that are kept; more of a kind already seen are dropped.
    """

    connect_ns: int = 10 * _SECOND_NS
    watch_ns: int = 300 * _SECOND_NS
    linger_ns: int = _SECOND_NS // 5
    expect_ns: int = _SECOND_NS
    head_bytes: int = 256 * 1024
    interims: int = 1_000
    content_bytes: int = 1024 * 1024
    kept_bytes: int = 2 * 1024 * 1024
    total_bytes: int = 64 * 1024 * 1024 * 1024
    faults: int = 100

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            least = 0 if name == "linger_ns" else 1
            if value < least:
                raise InvalidInput(name, value, f"{least} or more")
