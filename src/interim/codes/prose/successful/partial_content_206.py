"""206 Partial Content."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=206,
    answer="Here is the part of the resource that was asked for with Range, and not all of it.",
    history=(
        (
            "HTTP/1.1 brought it in 1997 (RFC 2068 §10.2.7). RFC 9110 §15.3.7 holds the rules today; "
            "RFC 9110 Appendix B.5 lists what became more general: other range units than octets, and ranges for "
            "other methods."
        ),
    ),
    use=(
        (
            "A download broke off at 1,000 octets. The client asks with `Range: bytes=1000-` and "
            '`If-Range: "v3"`, and gets 206 with `Content-Range: bytes 1000-4999/5000`; if the resource has '
            "changed, the condition is false and it gets all of the new one in a 200 (RFC 9110 §13.1.5). Players "
            "seek in the same way."
        ),
        ("Several ranges come as `multipart/byteranges`, each part with its own `Content-Range` (RFC 9110 §15.3.7.2)."),
    ),
    avoid=(
        (
            "Not without `Range`; not for a page of a list, which is a resource of its own and a 200. A range "
            "beyond the end is 416. A server may also pass over `Range` and answer 200 (RFC 9110 §14.2)."
        ),
    ),
    effects=(
        (
            "A client must look at what it got (RFC 9110 §15.3.7), and may combine parts only if they share a "
            "strong validator (RFC 9110 §15.3.7.3). Otherwise it builds one file out of two versions."
        ),
        (
            "A cache that does not support ranges must not store it, one that does may combine parts "
            "(RFC 9111 §3.3, RFC 9111 §3.4). It is cacheable by default (RFC 9110 §15.3.7)."
        ),
    ),
    mistakes=(
        Mistake(text="No `Content-Range`, or with several parts one in the header section.", rules=("STA004",)),
        Mistake(
            text="206 to a request without `Range`, or a length that disagrees with `Content-Range`.",
            rules=("STA005",),
        ),
        Mistake(text="`Accept-Ranges: bytes` before an application that sends all of it each time.", rules=("CAC008",)),
    ),
    related=(
        Related(code=200, why="all of it"),
        Related(code=416, why="when no part of the range exists"),
        Related(code=304, why="when the client has it already"),
        Related(code=104, why="the same idea for uploads"),
    ),
    words=("range request", "resume download", "video seeking", "byte range", "partial download", "content-range"),
)
