"""The scenario: everything that a URL asks for, parsed, checked against the limits, and frozen."""

import enum
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from interim.exchange.fields import FieldLine
from interim.protocol.pacing import Step, script_length_ns
from interim.simulator.durations import NO_TIME, Span
from interim.simulator.spec import Choice

__all__ = ["Drip", "Expect", "Fault", "Rate", "Scenario"]


class Fault(enum.Enum):
    """How a broken server answers."""

    RESET = "reset"
    CLOSE = "close"
    EMPTY = "empty"
    TRUNCATE = "truncate"
    GARBAGE = "garbage"
    BAD_CHUNK = "bad_chunk"
    SLOW_HEADERS = "slow_headers"
    HANG = "hang"
    INTERIM_ONLY = "interim_only"
    INTERIM_BODY = "interim_body"
    INTERIM_FLOOD = "interim_flood"
    LATE_INTERIM = "late_interim"


class Expect(enum.Enum):
    """What a request with Expect: 100-continue gets (RFC 9110 §10.1.1)."""

    CONTINUE = "100"
    REFUSE = "417"
    DELAY = "delay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drip:
    """Content in pieces of `size_bytes`, a gap apart."""

    size_bytes: int
    gap_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """At most `limit` requests in a window."""

    limit: int
    window_ns: int


# eq=False: a scenario is a key of caches by identity; comparing some thirty attributes there would cost more than
# they save.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """What to play for a request.

    Attributes:
        asked: the codes of the path.
        final: the codes of the final response; those of the path, unless they are 1xx.
        count: how often a 1xx of the path is sent, each followed by `interval_ns`.
        steps: the interim responses that `interim=` asks for; they come first.
        explicit: interim responses were asked for by `interim=`, so they must not be left out in silence.
        interim_lines: the fields of the interim responses, by code.
        content: of the final response; None for a summary of what was played.
        textual: the content was given as text.
        size_bytes: how much filler to send as content instead, or None.
        media_type: the Content-Type asked for.
        lines: fields of the final response, names in lower case. They replace our own of the same name.
        etag: the validator of the content, for conditional requests.
        strict: send the fields that the code asks for.
        suppress: send no content.
        shared: it is kept for other requests, so what is derived from it may be kept too.
        switches: the path asks for 101.
        slow: the content is sent later than the header section.
        length_bytes: the length of the content that the URL gives, or None when it is a summary.
        chancy: something is left to chance.
        prelude: something comes before the final response.
        conditional: a 200 has a validator, or content with parts.
        flood: how many interim responses `fault=interim_flood` sends.
    """

    asked: Choice
    final: Choice
    count: int = 1
    interval_ns: int = 0
    steps: tuple[Step, ...] = ()
    explicit: bool = False
    interim_lines: Mapping[int, tuple[FieldLine, ...]] = field(default_factory=dict)
    sleep: Span = NO_TIME
    sleep_after_headers: Span = NO_TIME
    drip: Drip | None = None
    content: bytes | None = None
    textual: bool = False
    size_bytes: int | None = None
    media_type: str | None = None
    lines: tuple[FieldLine, ...] = ()
    etag: str | None = None
    cache: str = "no-store"
    expect: Expect = Expect.CONTINUE
    expect_delay_ns: int = 0
    strict: bool = True
    suppress: bool = False
    seed: str | None = None
    sequence: tuple[int, ...] = ()
    rate: Rate | None = None
    key: str = ""
    fault: Fault | None = None
    flood: int = 1000
    shared: bool = False

    switches: bool = field(init=False)
    slow: bool = field(init=False)
    length_bytes: int | None = field(init=False)
    chancy: bool = field(init=False)
    prelude: bool = field(init=False)
    conditional: bool = field(init=False)

    def __post_init__(self) -> None:
        # Worked out once, as a scenario is asked for them at each request.
        chancy = not (self.asked.fixed and self.final.fixed and self.sleep.fixed and self.sleep_after_headers.fixed)
        length_bytes = len(self.content) if self.content is not None else self.size_bytes
        derived = {
            "switches": self.asked.codes[0] == 101,
            "slow": self.drip is not None or self.sleep_after_headers.high_ns > 0,
            "length_bytes": length_bytes,
            "chancy": chancy,
            "prelude": bool(self.fault or self.steps or self.sleep.high_ns or self.asked.interim),
            "conditional": self.strict and (self.etag is not None or length_bytes is not None),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def rng(self) -> random.Random:
        """The source of the choices of one request. The same seed makes the same choices."""
        return random.Random(self.seed)  # noqa: S311 - it chooses which status to simulate

    def script(self, asked: int) -> tuple[Step, ...]:
        """The interim responses to play when `asked` was chosen from the path."""
        if 100 <= asked <= 199 and asked != 101:
            return (*self.steps, Step(status=asked, count=self.count, gap_ns=self.interval_ns))
        return self.steps

    def longest_hold_ns(self) -> int:
        """The longest that this can hold a request before its final response."""
        return script_length_ns(self.script(self.asked.codes[0])) + self.sleep.high_ns + self.expect_delay_ns
