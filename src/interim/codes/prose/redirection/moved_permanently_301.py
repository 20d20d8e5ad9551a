"""301 Moved Permanently."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=301,
    answer="The resource has a new URI for good: go to Location, and use that URI from now on.",
    history=(
        (
            "HTTP/1.0 defined it (RFC 1945 §9.3) for a redirect that keeps the method. Many clients turned POST "
            "into GET all the same, and since RFC 9110 §15.4.2 they may."
        ),
    ),
    use=(
        (
            "For pages that moved: a new domain, `http` to `https`, a new structure of the site. `GET /old` gets "
            "301 with `Location: /new`. Name the last URI at once, not a further redirect."
        ),
        "State a lifetime: with `Cache-Control: max-age=3600` a mistake is over after an hour.",
    ),
    avoid=(
        (
            "Not for an API that takes POST, PUT or DELETE: that is 308. Not for maintenance (503) and not for the "
            "way to a login page (302 or 303): clients may keep a 301."
        ),
    ),
    effects=(
        (
            "A POST goes on as GET without content in curl 7.88.1, `fetch` of Node 20, requests 2.34.2, httpx "
            "0.28.1 and Go 1.19. With PUT they differ: curl with `-T`, `fetch` and httpx repeat it whole, Go sends "
            "GET, and requests sends PUT without the content, which can empty the resource (all tried)."
        ),
        (
            "Caches may keep it without being told for how long (RFC 9110 §15.1). nginx 1.22.1 with "
            "`proxy_cache_valid 1m` keeps 301 and 302, and none of 303, 307 and 308 (tried). A fragment of the old "
            "URI goes over to the new one unless `Location` has its own (RFC 9110 §10.2.2)."
        ),
    ),
    mistakes=(
        Mistake(text="No `Location`: a program has nowhere to go.", rules=("STA010",)),
        Mistake(text="No lifetime, and no way to take a wrong redirect back.", rules=("CAC002",)),
        Mistake(
            text=(
                "nginx 1.22.1 makes `return 301 /new` absolute, with the scheme and port that it listens on. "
                "Behind a proxy that ends TLS, clients are sent to `http` and an internal port; "
                "`absolute_redirect off` leaves the path alone (tried)."
            ),
        ),
    ),
    related=(
        Related(code=308, why="when the method must stay"),
        Related(code=302, why="when it is for now only"),
        Related(code=410, why="when there is no new place"),
    ),
    words=("permanent redirect", "page moved", "http to https", "new domain", "seo redirect", "redirect cached"),
)
