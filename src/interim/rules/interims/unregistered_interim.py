"""INT020: a 1xx code that clients cannot know."""

from collections.abc import Iterator

from interim.rules.broken_by_interims import BROKEN_BY_INTERIMS
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.received import numbered_interims
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


_REGISTERED = frozenset({100, 101, 102, 103})


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        if interim.status in _REGISTERED:
            continue
        # Few exchanges need the registry, and loading it takes longer than judging one.
        from interim.codes.registry import REGISTRY

        status = REGISTRY.get(interim.status)
        if status is not None and status.registered:
            standing = f"({status.name}) is registered only temporarily"
        else:
            standing = "is not a registered status code"
        yield Found(
            message=f"{interim.status} {standing}; a client treats it as any 1xx and discards it",
            part=part,
            index=index,
            at_ns=interim.at_ns,
        )


RULE = Rule(
    id="INT020",
    name="unregistered_interim",
    severity=Severity.NOTE,
    summary="A 1xx code that is not registered, or only temporarily",
    spec=("RFC 9110 §15",),
    codes=(104,),
    why=(
        "A client treats a 1xx that it does not know as the class says: it reads it and waits on. So the code carries "
        "no meaning for most clients. Some clients and proxies take it for the final response, as they do with 102."
    ),
    hurts=BROKEN_BY_INTERIMS,
    bad="HTTP/1.1 199 Still Working\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n...",
    fix="Use a registered code: 102 for progress, 103 for hints. A private meaning fits into a field of the 102.",
    check=_check,
)
