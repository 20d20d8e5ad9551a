"""203 Non-Authoritative Information."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=203,
    answer=(
        "It worked, but a proxy on the way has changed the content: it is not exactly what the origin server sent."
    ),
    history=(
        (
            "HTTP/1.1 brought it in 1997 for metadata that came from a local or third-party copy "
            "(RFC 2068 §10.2.4). Today it is about the content: a transforming proxy has changed that of a 200 "
            "(RFC 9110 §15.3.4)."
        ),
    ),
    use=(
        (
            "A proxy that shrinks images or filters pages may turn the 200 into a 203 to tell recipients "
            "(RFC 9110 §7.7)."
        ),
    ),
    avoid=(
        (
            "An origin server has no use for it: what it sends is authoritative. A proxy must not change content "
            "with `Cache-Control: no-transform` at all (RFC 9110 §7.7)."
        ),
    ),
    effects=(
        (
            "Clients treat it as a success. It is cacheable by default, and a later validation may only work "
            "through the same proxies (RFC 9110 §15.3.4)."
        ),
        (
            "A client that checks a digest or a signature of the content has its reason when that fails. In "
            "practice proxies that change content rarely say so, and over TLS only those that end the TLS "
            "connection can change anything."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "Sent by an API for data from a replica or another provider: nearer to the meaning of 1997 than to "
                "today's."
            )
        ),
        Mistake(
            text="The proxy changes the content coding and keeps the strong `ETag` of the origin server.",
            rules=("CAC006",),
        ),
    ),
    related=(
        Related(code=200, why="when nothing was changed"),
        Related(code=304, why="when the client's copy is still good"),
    ),
    words=("transforming proxy", "modified by proxy", "not authoritative", "content changed on the way"),
)
