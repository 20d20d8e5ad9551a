"""422 Unprocessable Content."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=422,
    answer="The server can read the content and cannot do what it says, since it breaks a rule: change it first.",
    history=(
        (
            "WebDAV brought it in 1999 as Unprocessable Entity, for XML that is well-formed and asks for something "
            "impossible (RFC 2518 §10.3). APIs took it up for failed validation. RFC 9110 Appendix B.3 moved it "
            'into HTTP itself, as applicable in general, and "entity" in the name gave way to "content".'
        ),
    ),
    use=(
        (
            'JSON parses and says `"quantity": -3`, or an end date before its start. Report all mistakes at once, '
            "each with its place and reason, so that a form can mark its fields; `application/problem+json` has "
            "room for that (RFC 9457 §3)."
        ),
        (
            "400 against 422: if the content cannot be parsed as the type that it claims, 400; if it can, and a "
            "rule of the application refuses it, 422. PATCH has the same pair (RFC 5789 §2.2). 400 for both is not "
            "wrong either (RFC 9110 §15.5.1): choose once and write it down."
        ),
    ),
    avoid=(
        (
            "A format that is not supported is 415. A name that is taken is 409: the same content would pass in "
            "another state."
        ),
        (
            "The definition speaks of content (RFC 9110 §15.5.21): a bad parameter in the query of a GET is better "
            "off with 400."
        ),
    ),
    effects=(
        (
            "Neither curl 7.88.1 with `--retry` nor urllib3 2.8.0 comes back after it: the same content would fail "
            "again."
        ),
        (
            "Frameworks differ. FastAPI 0.165.0 sends 422 for a wrong value, for JSON that does not parse and for "
            "a form in place of JSON; Flask 3.1.3 sends 400 for JSON that does not parse and 415 for another type "
            "(tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "JSON that cannot be parsed gets 422: a client cannot tell its broken serializer from a typing "
                "error of its user."
            ),
        ),
        Mistake(
            text=(
                "The content repeats the input: FastAPI 0.165.0 has it in `input` (tried). A password in a form "
                "ends up in logs."
            ),
        ),
        Mistake(
            text="The code was changed from 400 to 422, and the `status` of the problem details was not.",
            rules=("STA016",),
        ),
    ),
    related=(
        Related(code=400, why="when the content cannot be parsed"),
        Related(code=409, why="when the state is in the way, not the content"),
        Related(code=415, why="when the format is not supported"),
    ),
    words=("validation error", "invalid input", "unprocessable entity", "missing required field"),
)
