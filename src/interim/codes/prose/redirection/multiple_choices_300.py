"""300 Multiple Choices."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=300,
    answer="The resource has several forms with URIs of their own: choose one, or take the one in Location.",
    history=(
        (
            "HTTP/1.0 lists it only as the default for the reading of other 3xx codes (RFC 1945 §9.3). The fields "
            "`URI` and `Alternates` were to carry the list of forms; both were dropped, for lack of use and of "
            "agreement on the syntax (RFC 9110 §15.4.1)."
        ),
    ),
    use=(
        (
            "Where only the user can choose: `GET /manual` exists in five languages and as HTML and PDF, or a "
            "download exists for several systems. Send the list with its URIs as content, in practice a page of "
            "links, and `Location` if you prefer one form (RFC 9110 §15.4.1)."
        ),
    ),
    avoid=(
        (
            "Where the request says enough to choose by, answer 200 with the form that fits and name the fields "
            "that you looked at in `Vary` (RFC 9110 §12.1). For a program the list is useless unless you agree on "
            "its format, since no standard gives one (RFC 9110 §12.2)."
        ),
    ),
    effects=(
        (
            "Clients disagree about `Location` here. curl 7.88.1 with `-L` follows it, with the same method and "
            "content. `fetch` of Node 20, requests 2.34.2, httpx 0.28.1 and Go 1.19 return the 300, and urllib of "
            "Python 3.11.7 raises it as an error (tried)."
        ),
        (
            "A client that does not know a 3xx code treats it as 300 (RFC 9110 §15). Caches may keep a 300 without "
            "being told for how long (RFC 9110 §15.1)."
        ),
    ),
    mistakes=(
        Mistake(text="Neither a list nor `Location`: the client has nothing to choose from."),
        Mistake(text="No lifetime, and a form that is added later does not show.", rules=("CAC002",)),
    ),
    related=(
        Related(code=406, why="when no form is acceptable to the client"),
        Related(code=302, why="when the server has chosen"),
        Related(code=506, why="when a form that was chosen is a choice again"),
    ),
    words=("several versions", "content negotiation", "choose language", "alternatives"),
)
