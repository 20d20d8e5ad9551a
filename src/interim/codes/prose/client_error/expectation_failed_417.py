"""417 Expectation Failed."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=417,
    answer="A server on the way cannot do what the field `Expect` asks for: send the request without it.",
    history=(
        (
            "RFC 2616 §10.4.18 brought it in 1999 together with `Expect`, which was meant to carry expectations of "
            "many kinds. HTTP itself defines one, `100-continue` (RFC 9110 §10.1.1)."
        ),
    ),
    use=(
        (
            "A request asks for something else than `100-continue`, which a server may refuse. Or there is an "
            "HTTP/1.0 server on the way, which knows no 1xx (RFC 9110 §10.1.1)."
        ),
    ),
    avoid=(
        (
            "A server that can send 100, or decide from the header section, does so: 401, 413 or 415 in place of "
            "the 100 say more. Input that was not as expected is no case for 417; that is 422 or 400."
        ),
    ),
    effects=(
        (
            "A client that sent `100-continue` should repeat the request without it (RFC 9110 §10.1.1). curl "
            "7.88.1 does when it added the field by itself. When the field was set with `-H` it sends the same "
            "request 50 times more, and then gives up (tried)."
        ),
        (
            "To `Expect: foo` Node 20.20.2, Go 1.19.8 and Apache 2.4.71 answer 417, while nginx 1.22.1 ignores it "
            "(tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "The Frappe framework sends 417 for failed validation (read in its source). Libraries that know "
                "the real meaning may send the request again without `Expect`, for nothing."
            ),
        ),
        Mistake(
            text=(
                "A proxy cannot handle `Expect` and drops it, so neither a 100 nor a 417 comes and clients wait "
                "for their timer."
            ),
            rules=("INT022",),
        ),
    ),
    related=(
        Related(code=100, why="when the expectation can be met"),
        Related(code=413, why="when the content is too large"),
        Related(code=422, why="when the input is not what was expected"),
    ),
    words=("expect 100-continue", "curl expectation failed", "frappe 417", "erpnext 417"),
)
