"""410 Gone."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=410,
    answer="The resource was here and is gone on purpose, most likely for good: remove links to it.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4). It was the only 4xx that RFC 2616 §13.4 let a cache reuse "
            "without explicit fields; RFC 9110 §15.1 lists more."
        ),
    ),
    use=(
        (
            "A promotion that has ended, an account that was closed at its user's wish, version 1 of an API after "
            "its last day. The server has to know it: by a list of retired addresses, or by a mark that stays when "
            "the record is deleted. Apache 2.4.71 does it with `Redirect gone /old` (tried). How long the mark is "
            "kept is up to the owner (RFC 9110 §15.5.11)."
        ),
    ),
    avoid=(
        (
            "410 against 404: without knowledge that the absence is permanent, it is 404 (RFC 9110 §15.5.11). What "
            "has a new address gets 301 or 308. What is switched off for an evening gets 503, since others may "
            "delete their links."
        ),
    ),
    effects=(
        (
            "A program can do no more with it than with a 404, except that it need not try again. Link checkers "
            "and search engines commonly drop the address sooner. A cache may choose a lifetime for it (RFC 9111 "
            "§4.2.2), so one that was sent by mistake is slow to take back."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "It went out during a migration, without `Cache-Control`, and caches repeat it when the page is back."
            ),
            rules=("CAC002",),
        ),
        Mistake(
            text="A retired API answers 404. Its users take that for a wrong address and search on their own side.",
        ),
    ),
    related=(
        Related(code=404, why="when nobody knows for how long"),
        Related(code=301, why="when there is a new address"),
        Related(code=451, why="when the law removed it"),
    ),
    words=("deleted page", "permanently removed", "api sunset", "no longer available"),
)
