"""CAC005: a validator that does not work when it is used."""

from collections.abc import Iterator

from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.reading.validators import Sameness, opaque_tag, same_representation
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    exchange, final = case.exchange, case.exchange.final
    if final is None or final.status != 200 or exchange.request.method not in ("GET", "HEAD"):
        return
    etag, modified = final.fields.get("etag"), final.fields.get("last-modified")
    for_etag, for_modified = case.probe("etag"), case.probe("modified")
    if for_etag is not None and etag is not None and _ignored(final, for_etag.final, "etag"):
        yield _found("If-None-Match", etag, for_etag.final, "ETag")
    if for_modified is not None and modified is not None and _ignored(final, for_modified.final, "last-modified"):
        yield _found("If-Modified-Since", modified, for_modified.final, "Last-Modified")


def _ignored(final: Final, answer: Final | None, name: str) -> bool:
    """Whether the answer shows that the condition held and the whole came all the same.

    A resource that changed meanwhile has another validator, and an answer of another class says nothing of it.
    """
    if answer is None or same_representation(final, answer) is Sameness.CHANGED:
        return False
    before, after = final.fields.get(name), answer.fields.get(name)
    same = before is not None and after is not None and opaque_tag(before) == opaque_tag(after)
    return answer.status == 412 or (200 <= answer.status <= 299 and same)


def _found(condition: str, value: str, answer: Final | None, validator: str) -> Found:
    status = answer.status if answer is not None else 0
    return Found(
        message=f"{condition} with the {validator} of the response, {shown(value)}, got {status} instead of 304",
        part="final",
        field=validator,
        at_ns=answer.head_at_ns if answer is not None else None,
        probe="etag" if condition == "If-None-Match" else "modified",
    )


RULE = Rule(
    id="CAC005",
    name="condition_not_honoured",
    severity=Severity.WARNING,
    summary="A validator is sent, and a request with it does not get a 304",
    spec=("RFC 9110 §13.2", "RFC 9110 §13.1.2", "RFC 9110 §13.1.3"),
    codes=(200, 304, 412),
    why=(
        "A cache whose copy is stale asks whether it is still good, by sending the validator back. A server that sends "
        "everything again makes each such question as expensive as a download."
    ),
    bad='GET / HTTP/1.1\r\nIf-None-Match: "v1"\r\n\r\nHTTP/1.1 200 OK\r\nETag: "v1"\r\nContent-Length: 3\r\n\r\nok\n',
    good='GET / HTTP/1.1\r\nIf-None-Match: "v1"\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n',
    fix=(
        "Compare the validators before the content is made and send 304. A proxy that compresses and changes the ETag "
        "has to know its own form again when it comes back. Send no validator that nothing compares."
    ),
    probes=("etag", "modified"),
    check=_check,
)
