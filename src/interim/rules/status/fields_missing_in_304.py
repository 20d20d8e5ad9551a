"""STA013: a 304 leaves out fields that the 200 has."""

from collections.abc import Iterator

from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_PROBES: tuple[Probe, ...] = ("etag", "modified")
_REQUIRED = ("Date", "ETag", "Vary", "Cache-Control", "Expires", "Content-Location")


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 200:
        return
    for name in _PROBES:
        probe = case.probe(name)
        if probe is None or probe.final is None or probe.final.status != 304:
            continue
        missing = [field for field in _REQUIRED if field in final.fields and field not in probe.final.fields]
        if missing:
            yield Found(
                message=f"The 304 lacks {', '.join(missing)}, which the 200 has",
                part="final",
                field=missing[0],
                at_ns=probe.final.head_at_ns,
                probe=name,
                data={"fields": missing},
            )


RULE = Rule(
    id="STA013",
    name="fields_missing_in_304",
    severity=Severity.ERROR,
    summary="A 304 lacks Date, ETag, Vary, Cache-Control, Expires or Content-Location although the 200 has it",
    spec=("RFC 9110 §15.4.5",),
    codes=(304,),
    why=(
        "A cache updates its copy with the fields of the 304, and the server MUST send these in it. Without "
        "Cache-Control or Expires the copy counts as stale again at once, or for too long; without Vary or ETag the "
        "cache may choose the wrong one of several copies."
    ),
    bad=(
        'HTTP/1.1 200 OK\r\nETag: "v1"\r\nCache-Control: max-age=60\r\n...\r\n\r\n'
        'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
    ),
    good=(
        'HTTP/1.1 200 OK\r\nETag: "v1"\r\nCache-Control: max-age=60\r\n...\r\n\r\n'
        'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nCache-Control: max-age=60\r\n\r\n'
    ),
    fix="Set these fields before the condition is evaluated, so that the 304 gets the same ones as the 200.",
    probes=_PROBES,
    check=_check,
)
