"""FRM002: a final response whose Content-Length is invalid or conflicting."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.content_length import read_content_length
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None:
        return
    length = read_content_length(final.fields)
    # The same number several times is for a recipient to accept or to refuse (RFC 9110 §8.6), so it is no finding.
    if length is not None and length.octets is None:
        values = shown(", ".join(length.values))
        what = "is not a number of octets" if length.malformed else "names different lengths"
        yield Found(
            message=f"The Content-Length of the {final.status}, '{values}', {what}",
            part="final",
            field="Content-Length",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="FRM002",
    name="bad_content_length",
    severity=Severity.ERROR,
    summary="Content-Length is not a number, or several of them differ",
    spec=("RFC 9112 §6.3", "RFC 9110 §8.6"),
    why=(
        "Nobody can tell where the content ends. A client MUST treat such a response as an error and close the "
        "connection; one that picks a number instead reads too little or too much, and so does not agree with the next "
        "recipient on where the following response starts."
    ),
    bad="HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
    good="HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde",
    fix=(
        "Set Content-Length once, after every step that changes the content. Two values often come from an application "
        "and a middleware that both set it."
    ),
    check=_check,
)
