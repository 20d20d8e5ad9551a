"""205 Reset Content."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=205,
    answer="It worked, and the form or view that the request came from should go back to its first state.",
    history=(
        (
            "HTTP/1.1 brought it in 1997 for input that is entered again and again (RFC 2068 §10.2.6). "
            "RFC 9110 §15.3.6 keeps that, and forbids content."
        ),
    ),
    use=(
        (
            "A data entry form: the record is stored, and the same form is wanted empty for the next. A script of "
            "your own can act on it."
        ),
    ),
    avoid=(
        (
            "Where nobody resets anything, 204 says the same with less risk. For a form that a browser submits by "
            "itself, answer 303 to the empty form."
        ),
    ),
    effects=(
        "Browsers do not reset a form for it, says MDN; a script has to.",
        (
            "Over HTTP/1.1 a 205 is framed like any response: without `Content-Length` or chunked coding, its "
            "content lasts until the connection closes (RFC 9112 §6.3). On one without either, curl 7.88.1 and "
            "Python's http.client 3.11.7 wait until their timeout; `fetch` of Node 20 ends at once (tried). It is "
            "not cacheable by default (RFC 9110 §15.1)."
        ),
    ),
    mistakes=(
        Mistake(text="Content in it, a message or `{}`.", rules=("STA003",)),
        Mistake(
            text="No `Content-Length: 0`: the server treats it like 204, and clients wait for the end.",
            rules=("FRM011",),
        ),
    ),
    related=(
        Related(code=204, why="to leave the form as it is"),
        Related(code=303, why="to lead a browser to an empty form"),
        Related(code=200, why="to send a message"),
    ),
    words=("reset form", "clear form after submit", "reset view", "data entry"),
)
