"""506 Variant Also Negotiates."""

from interim.codes.prose.prose import Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=506,
    answer="The server is set up wrongly: the variant that it chose for you wants to negotiate again.",
    history=(
        (
            "RFC 2295 §8.1 defined it in 1998, in an experiment named transparent content negotiation: a server "
            "lists its variants in `Alternates`, and a cache or the client chooses. A variant must be an end point "
            "of that choice. IANA still names that document."
        ),
    ),
    use=(
        (
            "Only in an implementation of that experiment, as protection from a choice that never ends. "
            "mod_negotiation of Apache httpd is one: its source returns 506 when a transparent type map selects, "
            "as the best variant, a resource that negotiates transparently itself."
        ),
    ),
    avoid=(
        (
            "Not for ordinary negotiation by `Accept` or `Accept-Language`: where nothing fits it is 406, and "
            "where your own configuration is broken it is 500."
        ),
    ),
    effects=(
        (
            "Clients treat it as 500 (RFC 9110 §15), and it is not cacheable by default (RFC 9110 §15.1). A repeat "
            "gives the same result. If it stands in your log, look in the type maps of Apache httpd for an entry "
            "that names another type map, and let each entry name a file."
        ),
    ),
    related=(
        Related(code=300, why="to list the variants"),
        Related(code=406, why="when no variant is acceptable"),
        Related(code=500, why="for any other broken configuration"),
    ),
    words=("content negotiation error", "type map", "mod_negotiation", "alternates"),
)
