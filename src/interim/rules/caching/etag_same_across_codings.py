"""CAC006: one strong ETag for representations with different content codings."""

import itertools
from collections.abc import Iterator
from typing import Literal

from interim.exchange.messages import Final
from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.reading.codings import content_codings
from interim.rules.reading.shown import shown
from interim.rules.reading.validators import is_strong
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_PROBES: tuple[Probe, ...] = ("identity", "gzip")


def _check(case: Case) -> Iterator[Found]:
    for (_, one), (name, other) in itertools.combinations(_answers(case), 2):
        tag = one.fields.get("etag")
        codings = [shown(", ".join(content_codings(final))) or "none" for final in (one, other)]
        if tag is not None and is_strong(tag) and tag == other.fields.get("etag") and codings[0] != codings[1]:
            yield Found(
                message=f"ETag: {shown(tag)} is strong, and the same with content codings {' and '.join(codings)}",
                part="final",
                field="ETag",
                at_ns=other.head_at_ns,
                probe=name,
            )
            return


def _answers(case: Case) -> Iterator[tuple[Probe | Literal[""], Final]]:
    if case.exchange.final is not None and case.exchange.final.status == 200:
        yield "", case.exchange.final
    for name in _PROBES:
        probe = case.probe(name)
        if probe is not None and probe.final is not None and probe.final.status == 200:
            yield name, probe.final


RULE = Rule(
    id="CAC006",
    name="etag_same_across_codings",
    severity=Severity.ERROR,
    summary="Representations with different content codings share one strong ETag",
    spec=("RFC 9110 §8.8.3.3", "RFC 9110 §8.8.1"),
    codes=(200,),
    why=(
        "A strong ETag promises the same octets. A client that resumes a download with it may put plain octets after "
        "compressed ones, and a cache takes the one form for a fresh copy of the other."
    ),
    bad=('HTTP/1.1 200 OK\r\nETag: "v1"\r\n...\r\n\r\nHTTP/1.1 200 OK\r\nETag: "v1"\r\nContent-Encoding: gzip\r\n...'),
    good=(
        'HTTP/1.1 200 OK\r\nETag: "v1"\r\n...\r\n\r\nHTTP/1.1 200 OK\r\nETag: W/"v1"\r\nContent-Encoding: gzip\r\n...'
    ),
    fix="Where the content is compressed, make the ETag weak, as nginx does, or add a suffix to it, as Apache does.",
    probes=_PROBES,
    check=_check,
)
