"""204 No Content."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=204,
    answer="It worked and there is nothing to send: stay where you are.",
    history=(
        (
            "HTTP/1.0 has it for input that leaves the page as it is (RFC 1945 §9.2). RFC 9110 §15.3.5 adds what "
            "its fields mean: they describe the target resource after the action."
        ),
    ),
    use=(
        (
            "An editor saves with PUT: 204 and the new `ETag`, and the user goes on writing. A DELETE that is done "
            "and has nothing to say gets 204 (RFC 9110 §9.3.5)."
        ),
        "A client asks for short answers with `Prefer: return=minimal` (RFC 7240 §4.2); 204 is the usual one.",
    ),
    avoid=(
        (
            "Not for an empty list: that is a 200 whose content is `[]`. Not for work that is only accepted: that "
            "is 202. To empty a form as well, 205 was made."
        ),
    ),
    effects=(
        "A browser stays on the page. Code that parses every response as JSON fails on it.",
        (
            "It is cacheable by default (RFC 9110 §15.3.5), which matters for GET only: responses to PUT and "
            "DELETE are not cacheable (RFC 9110 §9.3.4, RFC 9110 §9.3.5)."
        ),
        (
            "It ends with the header section (RFC 9110 §15.3.5), and octets after that are the start of the next "
            "response. After a 204 with five octets behind it, `http` of Node 20.20.2 fails with "
            "`HPE_INVALID_CONSTANT`, Go 1.19.8 logs an unsolicited response; curl 7.88.1 and Python's http.client "
            "3.11.7 go on (tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text="`Content-Length: 0` in a 204, as frameworks add it to each response without content.",
            rules=("STA001",),
        ),
        Mistake(text='A JSON object such as `{"ok": true}` sent with it.', rules=("STA002",)),
    ),
    related=(
        Related(code=200, why="when there is content"),
        Related(code=205, why="when the form should be emptied"),
        Related(code=304, why="for no content because nothing changed"),
        Related(code=202, why="when it is not done yet"),
    ),
    words=("empty response", "no body", "delete response", "put response", "unexpected end of json input"),
)
