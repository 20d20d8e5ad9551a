"""401 Unauthorized."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=401,
    answer="The server does not know who asks: send credentials, or others than those that it refused.",
    history=(
        (
            "HTTP/1.0 had it, with the field `WWW-Authenticate` (RFC 1945 §9.4). The name misleads: it is about "
            "authentication, and what a known user may do is the matter of 403. RFC 9110 §11.4 draws the line: "
            "credentials that are missing, invalid or partial get 401, valid ones that are not adequate 403."
        ),
    ),
    use=(
        (
            "The request has no credentials, a wrong password, or a token that has expired. `GET /account` without "
            "a token gets 401 with `WWW-Authenticate: Bearer`."
        ),
        (
            "At least one challenge has to be there (RFC 9110 §15.5.2). Many clients fail at a scheme that they do "
            "not know, so put common ones first (RFC 9110 §11.3)."
        ),
    ),
    avoid=(
        (
            "401 against 403: could the client help itself by saying who it is? Then 401. If the server knows it "
            "already and refuses, 403: another 401 would send the user round in circles."
        ),
        (
            "A login form with a wrong password is no clear case: at a `Basic` challenge browsers open a dialog of "
            "their own. 422, or 200 with the form again, are common."
        ),
    ),
    effects=(
        (
            "A client that can meet a challenge repeats the request, as curl 7.88.1 does with `--anyauth -u` "
            "(tried). If the same challenge comes again after an attempt, a user agent should stop and show the "
            "content (RFC 9110 §15.5.2)."
        ),
        (
            "A response to a request with `Authorization` is not for other users of a shared cache unless it says "
            "so (RFC 9111 §3.5)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "The challenge is missing: Flask 3.1.3 with `abort(401)` and FastAPI 0.165.0 with "
                "`HTTPException(401)` send none (tried)."
            ),
            rules=("STA007",),
        ),
        Mistake(
            text=(
                "CORS preflights, which carry no credentials, get 401 as well, and the browser never sends the "
                "real request."
            ),
            rules=("HDR007",),
        ),
        Mistake(
            text=(
                "The 401 lacks the CORS fields of the 200, so a script sees a network error and no code. In nginx "
                "1.22.1 `add_header` leaves a 401 out unless it ends in `always` (tried)."
            ),
        ),
    ),
    related=(
        Related(code=403, why="when the server knows who asks, and refuses"),
        Related(code=407, why="when it is the proxy that asks for credentials"),
        Related(code=404, why="when even the existence of the resource is a secret"),
    ),
    words=("not logged in", "invalid token", "token expired", "wrong password", "api key missing"),
)
