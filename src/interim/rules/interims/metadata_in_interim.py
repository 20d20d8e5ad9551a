"""INT015: a 100 or 102 that describes what it does not have."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.received import numbered_interims
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_FIELDS = (
    # Of a representation: RFC 9110 §8, §14, RFC 9530, RFC 6266. Content-Length is INT002.
    "Content-Type",
    "Content-Encoding",
    "Content-Language",
    "Content-Location",
    "Content-Range",
    "Content-Disposition",
    "Content-Digest",
    "Repr-Digest",
    "Digest",
    "Content-MD5",
    "Last-Modified",
    "ETag",
    "Accept-Ranges",
    # Of caching: RFC 9111 §5, RFC 9110 §12.5.5, RFC 9213.
    "Age",
    "Cache-Control",
    "CDN-Cache-Control",
    "Expires",
    "Pragma",
    "Warning",
    "Vary",
    # That tell a client what to do next: RFC 9110 §10.2.
    "Location",
    "Retry-After",
)


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        if interim.status not in (100, 102) or not interim.fields.lines:
            continue
        names = [name for name in _FIELDS if name in interim.fields]
        if names:
            yield Found(
                message=f"The {interim.status} carries metadata that applies to nothing: {', '.join(names)}",
                part=part,
                index=index,
                field=names[0],
                at_ns=interim.at_ns,
                data={"fields": names},
            )


RULE = Rule(
    id="INT015",
    name="metadata_in_interim",
    severity=Severity.NOTE,
    summary="Metadata of a representation, of caching or of control in a 100 or 102 response",
    spec=("RFC 9110 §15.2", "RFC 9111 §3"),
    codes=(100, 102),
    why=(
        "A 100 or 102 has no content, is never stored, and is not the answer. Such fields apply to nothing, and "
        "clients discard them. A recipient that mixes them into the final response gets wrong ones."
    ),
    bad='HTTP/1.1 102 Processing\r\nContent-Type: application/json\r\nETag: "a"\r\n\r\nHTTP/1.1 200 OK\r\n...',
    good='HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: "a"\r\n...',
    fix="Send these fields in the final response. To announce fields ahead of it, 103 is the code.",
    check=_check,
)
