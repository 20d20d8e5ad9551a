"""403 Forbidden."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=403,
    answer="The server understood the request and refuses it; with the same credentials it will refuse again.",
    history=(
        (
            "HTTP/1.0 had it (RFC 1945 §9.4). RFC 2616 §10.4.4 said that authorization would not help. RFC 9110 "
            "§15.5.4 is less strict: credentials that came with the request are not enough, and the client may try "
            "others."
        ),
    ),
    use=(
        (
            "A user who is known and may not do this: a reader who sends DELETE, an API key without the scope for "
            "the call. Say in the content what is missing, if that is no secret."
        ),
        (
            "A refusal of another kind: a blocked address, a form without its CSRF token (Django 5.2.19), a "
            "directory without an index file (nginx 1.22.1; both tried). In WebDAV 403 is for what will always "
            "fail, 409 for what the user can repair (RFC 4918 §16)."
        ),
    ),
    avoid=(
        (
            "403 against 401: as long as the server does not know who asks, it is 401, whose challenge tells the "
            "client that credentials would help."
        ),
        (
            "To hide that something exists, answer 404 (RFC 9110 §15.5.4), with the same content and in the same "
            "time as for an address that was never used."
        ),
    ),
    effects=(
        "A client should not repeat the request by itself with the same credentials (RFC 9110 §15.5.4).",
        (
            "Caches keep it only when fields allow it (RFC 9110 §15.1). With `max-age=60` on a refusal that rests "
            "on a cookie, a shared cache can hand it to users who are allowed in: send `no-store` or `private`."
        ),
        "A firewall in front of the application may have a 403 of its own: look at the content and at `Server`.",
    ),
    mistakes=(
        Mistake(text="403 for an expired session: the client could sign in again and is told that it may not."),
        Mistake(
            text=(
                "403 for too many requests: curl 7.88.1 and urllib3 2.8.0 can wait and come back after a 429, and "
                "give up here."
            ),
        ),
        Mistake(
            text=(
                "The cause is a CSRF check or a missing index file, and everybody looks at permissions, since the "
                "content names no reason."
            ),
        ),
    ),
    related=(
        Related(code=401, why="when the server does not know who asks"),
        Related(code=404, why="when the existence is to stay hidden"),
        Related(code=429, why="when there were too many requests"),
        Related(code=451, why="when the law is the reason"),
    ),
    words=("access denied", "permission denied", "insufficient scope", "csrf token missing", "blocked"),
)
