"""510 Not Extended."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=510,
    answer="The request lacks an extension of HTTP that the server insists on; part of an experiment that is over.",
    history=(
        (
            "RFC 2774 §7 defined it in 2000 for the HTTP Extension Framework. A client declared an extension, "
            "named by a URI, in the field `Man` and put `M-` before the method, as in `M-GET`. The IESG published "
            "the document as an experiment because of mixed reviews, and moved it to Historic in December 2021. "
            "IANA lists the code as obsoleted."
        ),
    ),
    avoid=(
        (
            "Do not send it. HTTP has its own ways to grow, new methods, fields and status codes (RFC 9110 §16). A "
            "request that lacks a precondition gets 428, one that needs another protocol 426, and one that lacks "
            "something else 400 with an explanation."
        ),
    ),
    effects=(
        (
            "Clients treat it as 500 (RFC 9110 §15). RFC 2774 §7 lets a client repeat the request if the response "
            "tells it which extension to add. It is not cacheable by default (RFC 9110 §15.1)."
        ),
        (
            "If one arrives, it most likely comes from an application that picked the number from a list. Read the "
            "content, and tell the owner."
        ),
    ),
    mistakes=(
        Mistake(
            text=("510 for an account that must be extended, or for a missing option of a tariff. That is 402 or 403."),
        ),
    ),
    related=(
        Related(code=428, why="when the request must be conditional"),
        Related(code=426, why="when another protocol is needed"),
        Related(code=501, why="when the server lacks something"),
    ),
    words=("http extension framework", "mandatory extension", "obsolete status code"),
)
