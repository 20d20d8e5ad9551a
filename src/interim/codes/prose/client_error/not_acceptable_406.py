"""406 Not Acceptable."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=406,
    answer="The server has no version of this that the `Accept` fields of the request allow, and sends no other.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4). RFC 2616 §10.4.7 noted already that a server may send what was "
            "not asked for, and RFC 9110 §12.1 tells user agents not to rely on their preferences being honored."
        ),
    ),
    use=(
        (
            "A report exists as PDF only, and the client asks for `application/json` and could do nothing with a "
            "PDF. The server should list what there is, with addresses (RFC 9110 §15.5.7)."
        ),
    ),
    avoid=(
        (
            "If a default is of use to somebody, send it: who asks for French can often read English. RFC 9110 "
            "§12.4.1 leaves both ways open. Do not replace another error by a 406 because its content is in the "
            "wrong format."
        ),
    ),
    effects=(
        (
            "No client chooses from the list by itself: HTTP defines no way to do so (RFC 9110 §15.5.7). Apache "
            "2.4.71 with MultiViews sends 406 with a list, nginx 1.22.1 sends a file whatever `Accept` says "
            "(tried)."
        ),
        (
            "The responses that were chosen need `Vary: Accept`, or a cache gives them to clients that asked for "
            "something else (RFC 9110 §12.5.5)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A gateway compares `Accept` to the letter and refuses `*/*`, or a request without the field, "
                "which states no preference (RFC 9110 §12.4.1)."
            ),
        ),
        Mistake(
            text=(
                "A media type in `Accept` chooses the version of an API. When it is retired, clients get 406 "
                "without a word about the new one."
            ),
        ),
    ),
    related=(
        Related(code=415, why="when the format of the request's content is not supported"),
        Related(code=300, why="to offer a choice without an error"),
    ),
    words=("accept mismatch", "content negotiation failed", "wrong response format"),
)
