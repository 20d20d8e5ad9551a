"""302 Found."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=302,
    answer="The resource is at another URI for the moment: go to Location, and use the old URI next time.",
    history=(
        (
            "HTTP/1.0 called it Moved Temporarily (RFC 1945 §9.3). RFC 2616 §10.3.3 renamed it to Found and noted "
            "that most clients treat it as 303, against the rule. By now the rule has followed: POST may become "
            "GET (RFC 9110 §15.4.3)."
        ),
    ),
    use=(
        (
            "For a GET that is to be answered elsewhere this time: `GET /account` without a session gets "
            "`Location: /login?next=/account`, or `GET /latest` the newest release."
        ),
    ),
    avoid=(
        (
            "Not at the end of a POST: 303 says what you mean. Not where the method has to stay: 307. Not for a "
            "program that lacks credentials: it takes the login page for a success, where 401 would have told it."
        ),
    ),
    effects=(
        (
            "POST becomes GET in all the clients that we tried. PUT stays PUT in curl 7.88.1 (`-T`) and `fetch` of "
            "Node 20, becomes GET in requests 2.34.2, httpx 0.28.1 and Go 1.19, and is an error in urllib of "
            "Python 3.11.7. Only a 303 leaves no doubt."
        ),
        (
            "Towards another host, curl, `fetch` and requests drop an `Authorization` or `Cookie` that their "
            "caller set; urllib of Python 3.11.7 sends it on (tried). RFC 9110 §15.4 asks clients to consider "
            "removing such fields."
        ),
        (
            "Clients stop at loops: Go 1.19 after 10 redirects, `fetch` of Node 20 after 20, requests after 30, "
            "curl after 50 (tried). It is not cacheable by default (RFC 9110 §15.1)."
        ),
    ),
    mistakes=(
        Mistake(text="No `Location`, so that nobody can follow.", rules=("STA010",)),
        Mistake(
            text=(
                "A loop: the application sends to `https`, the proxy in front fetches `http`, and neither tells "
                "the other which scheme the client used."
            ),
        ),
        Mistake(text="A 302 for a missing page, to the start page: nobody learns that the link is dead."),
    ),
    related=(
        Related(code=303, why="after a POST, or for a status monitor"),
        Related(code=307, why="when the method must stay"),
        Related(code=301, why="when the old URI is given up"),
        Related(code=401, why="when a program lacks credentials"),
    ),
    words=("temporary redirect", "redirect to login", "too many redirects", "moved temporarily", "redirect loop"),
)
