"""503 Service Unavailable."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=503,
    answer=(
        "The server cannot take the request now, for overload or maintenance: try again later, after Retry-After "
        "if given."
    ),
    history=(
        (
            "HTTP/1.0 has it (RFC 1945 §9.5). HTTP/1.1 added `Retry-After`; without it a client was to treat a 503 "
            "as a 500 (RFC 2616 §10.5.4). RFC 9110 §15.6.4 has dropped that."
        ),
    ),
    use=(
        (
            "For maintenance, with the time that it will take: `Retry-After: 1800`, in seconds or as a date "
            "(RFC 9110 §10.2.3)."
        ),
        (
            "For overload, before any work is done: a full queue that says so at once is better than one that lets "
            "all wait. Vary `Retry-After` by client, say from 20 to 40 s."
        ),
        "In a readiness check, so that a balancer takes the instance out before it stops.",
    ),
    avoid=(
        (
            "If one client sends too much, it is 429. Work that was accepted and takes long is 202. If another "
            "server was too slow, it is 504."
        ),
    ),
    effects=(
        (
            "Clients come back. `curl --retry 1` (7.88.1) waited 3 s for `Retry-After: 3`, and 1 s without the "
            "field; it repeats a POST as well. `Retry` of urllib3 2.8.0 comes back for GET and PUT only if the "
            "field is there, and never for POST (tried). `Retry-After` says when, not that nothing was done: "
            "RFC 9110 §9.2.2 holds here too."
        ),
        (
            "Proxies send it in their own name. `limit_req` of nginx 1.22.1 answers 503 unless "
            "`limit_req_status 429` is set (tried). Heroku's router answers 503 when the application takes more "
            "than 30 s, Varnish 7.1.1 when an interim response arrives."
        ),
        (
            "It is not cacheable by default (RFC 9110 §15.1); a cache may answer from a stale copy where that is "
            "permitted (RFC 9111 §4.2.4). Google documents that 503 slows its crawlers down, and advises it for "
            "hours, or a day or two."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "No `Retry-After`, one such as `1.5`, or a date that is past: clients come back when they like, or "
                "at once."
            ),
            rules=("LRO005", "LRO003", "LRO004"),
        ),
        Mistake(text="A readiness check that asks a shared database: all instances leave the balancer together."),
        Mistake(text="A maintenance page with 200: caches and search engines keep it."),
    ),
    related=(
        Related(code=429, why="when one client sends too much"),
        Related(code=202, why="when the work is taken in and done later"),
        Related(code=504, why="when a server behind was too slow"),
        Related(code=500, why="when it will not pass by itself"),
    ),
    words=(
        "maintenance mode",
        "server overloaded",
        "retry-after",
        "temporarily unavailable",
        "too busy",
        "health check failing",
    ),
)
