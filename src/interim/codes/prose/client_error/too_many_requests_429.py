"""429 Too Many Requests."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=429,
    answer=(
        "Too many requests in a given time: wait as long as `Retry-After` says, or longer each time, and go on "
        "more slowly."
    ),
    history=(
        (
            "RFC 6585 §4 brought it in 2012. Before, limiters sent 403 or 503, and Twitter a 420 of its own. A "
            "field that tells a client how much is left, `RateLimit`, is still a draft."
        ),
    ),
    use=(
        (
            "An API key is good for 100 requests a minute. The next one gets 429 with `Retry-After: 23`, the "
            "seconds until the window ends, and content that says which limit it was: that of the key, of the "
            "address or of the endpoint."
        ),
        (
            "Decide before any work is done: then a repetition is safe, for a POST as well. Add some seconds at "
            "random to `Retry-After`, or all who were refused come back at once."
        ),
    ),
    avoid=(
        (
            "If the server is overloaded whoever asks, send 503. A quota that comes back with a payment and not "
            "with time is 402 or 403."
        ),
    ),
    effects=(
        (
            "curl 7.88.1 with `--retry` waits as long as `Retry-After` says, and without it 1 s and then 2 s "
            "(tried). The `Retry` of urllib3 2.8.0 waits too, if there is a `Retry-After`. By default, requests "
            "2.34.2, httpx 0.28.1 and `fetch` of Node 20.20.2 return the 429 (tried)."
        ),
        (
            "A cache must not store it (RFC 6585 §4), so each repetition reaches the server again. Behind one "
            "address there can be many users: a limit on addresses alone refuses the innocent."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "No `Retry-After`: clients have to guess. The `limit_req` of nginx 1.22.1 sends 503 unless it is "
                "told 429, and in both cases no `Retry-After` (tried)."
            ),
            rules=("LRO005",),
        ),
        Mistake(
            text=(
                "`Retry-After: 1.5`, `60s` or a count of milliseconds. Whole seconds or an HTTP-date is all that "
                "is allowed (RFC 9110 §10.2.3)."
            ),
            rules=("LRO003",),
        ),
        Mistake(text="`Retry-After` is a date that has passed: it was computed once and kept.", rules=("LRO004",)),
    ),
    related=(
        Related(code=503, why="when the server as a whole is overloaded"),
        Related(code=403, why="when waiting would not help"),
        Related(code=402, why="when the quota has to be bought"),
        Related(code=420, why="what Twitter sent before this code was there"),
    ),
    words=("rate limit", "throttling", "quota exceeded", "api limit reached", "exponential backoff"),
)
