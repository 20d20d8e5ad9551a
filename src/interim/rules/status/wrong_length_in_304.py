"""STA012: the Content-Length of a 304 is not that of the 200."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Framing
from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.reading.content_length import read_content_length
from interim.rules.reading.validators import Sameness, same_representation
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_PROBES: tuple[Probe, ...] = ("etag", "modified")


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None:
        return
    if final.status == 304:
        full = case.exchange.known.get("get_200_content_length")
        yield from _judge(final, full if isinstance(full, int) and not isinstance(full, bool) else None)
    elif final.status == 200:
        for name in _PROBES:
            not_modified = _answer(case.probe(name))
            if not_modified is not None and same_representation(final, not_modified) is not Sameness.CHANGED:
                yield from _judge(not_modified, _full_length(final), name)


def _answer(exchange: Exchange | None) -> Final | None:
    if exchange is None or exchange.final is None or exchange.final.status != 304:
        return None
    return exchange.final


def _full_length(final: Final) -> int | None:
    if final.framing is not Framing.NONE:
        return final.content_octets if final.complete else None
    length = read_content_length(final.fields)
    return None if length is None else length.octets


def _judge(not_modified: Final, full: int | None, probe: Probe | None = None) -> Iterator[Found]:
    length = read_content_length(not_modified.fields)
    if length is None or length.octets is None or length.octets == full or (full is None and length.octets):
        return
    sure = full is not None
    than = f"the 200 has {full} octets" if sure else "the 200 is hardly empty"
    yield Found(
        message=f"The 304 carries Content-Length: {length.octets}, and {than}",
        part="final",
        field="Content-Length",
        at_ns=not_modified.head_at_ns,
        probe=probe or "",
        severity=None if sure else Severity.WARNING,
        data={"content_length": length.octets} | ({"full": full} if sure else {}),
    )


RULE = Rule(
    id="STA012",
    name="wrong_length_in_304",
    severity=Severity.ERROR,
    summary="The Content-Length of a 304 is not the length that the 200 would have",
    spec=("RFC 9110 §8.6", "RFC 9110 §15.4.5"),
    codes=(304,),
    why=(
        "A 304 has no content. If it carries Content-Length, that MUST be the length of the 200 to the same request. A "
        "cache updates its copy with the fields of the 304, so a wrong length spoils the copy: the next client that "
        "gets it waits for octets that do not exist, or loses some. A 0 is the most common case, and is reported as a "
        "warning when the length of the 200 is not known."
    ),
    bad='HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nContent-Length: 0\r\n\r\n',
    good='HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n',
    fix="Leave Content-Length out of 304 responses.",
    probes=_PROBES,
    check=_check,
)
