"""308 Permanent Redirect."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=308,
    answer="The resource has a new URI for good: send this request there, unchanged, and use that URI from now on.",
    history=(
        (
            "The last of the four was missing until 2014: a permanent redirect that keeps the method. It began as "
            "an experiment, RFC 7238, and became a standard without a technical change in 2015 (RFC 7538 §1). "
            "Since 2022 it stands beside the others (RFC 9110 Appendix B.3)."
        ),
    ),
    use=(
        (
            "For an API that moved: `POST /v1/orders` gets `Location: /v2/orders`, and the order arrives with its "
            "content. So too from `http` to `https` for anything but pages, although by then the content and the "
            "credentials have crossed the network in clear."
        ),
    ),
    avoid=(
        (
            "Not while you may want it back, unless you state a lifetime. To clients from before it, where a 301 "
            "would do, send 301. Do not choose between the two by `User-Agent`: RFC 7538 §4 advises against it."
        ),
    ),
    effects=(
        (
            "curl 7.88.1, `fetch` of Node 20, requests 2.34.2, httpx 0.28.1 and Go 1.19 repeat POST and PUT with "
            "the content. urllib of Python 3.11.7 follows GET and HEAD and raises an error for the rest (tried). "
            "Streams have the same trouble as with 307."
        ),
        (
            "Caches may keep it without being told for how long (RFC 9110 §15.1); nginx 1.22.1 does not with "
            "`proxy_cache_valid 1m`, which covers 301 (tried)."
        ),
        (
            "Google's upload interfaces use the same number for something else, an upload of which more is to come "
            "(`308 Resume Incomplete`). Such a response is not a redirect."
        ),
    ),
    mistakes=(
        Mistake(text="No `Location`: clients return the 308 or fail.", rules=("STA010",)),
        Mistake(text="No lifetime, and a redirect that cannot be taken back.", rules=("CAC002",)),
    ),
    related=(
        Related(code=307, why="the same for now"),
        Related(code=301, why="when POST may become GET"),
        Related(code=410, why="when the old interface is gone and has no successor"),
    ),
    words=("permanent redirect post", "api moved", "redirect keeps method", "resume incomplete"),
)
