"""451 Unavailable For Legal Reasons."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=451,
    answer="Access is denied because of a legal demand; the content should say whose demand, and on what ground.",
    history=("RFC 7725 §3 brought it in 2016. The number recalls the novel Fahrenheit 451.",),
    use=(
        (
            "A court orders a provider to block a page in its country. It answers 451, with content that explains "
            'the demand (RFC 7725 §3), and names itself in `Link: <https://provider.example/>; rel="blocked-by"`. '
            "That field is for the one who blocks, not for the one who demanded it (RFC 7725 §4)."
        ),
    ),
    avoid=(
        (
            "Breaking the rules of the site is no legal demand: 403. So are contracts, such as a film that is "
            "licensed for some countries. If the law forbids even to tell of the demand, 403 or 404 remain."
        ),
    ),
    effects=(
        (
            "The one who blocks can be the origin server or somebody on the way, so the same request can work from "
            "another network (RFC 7725 §3). Clients treat it as 400 if they do not know it (RFC 9110 §15)."
        ),
        (
            "It is cacheable by default (RFC 7725 §3). Where the answer depends on the country of the client, a "
            "shared cache needs `Cache-Control: private` or `no-store`, since no `Vary` on a field tells countries "
            "apart."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "No explicit freshness: the block spreads by a shared cache to users whom it does not concern, or "
                "outlives the demand."
            ),
            rules=("CAC002",),
        ),
        Mistake(
            text=(
                "A site shuts out a region because it does not want to follow its law. Nobody has demanded "
                "anything, and the content has nothing to name."
            ),
        ),
    ),
    related=(
        Related(code=403, why="when the refusal is the server's own"),
        Related(code=404, why="when not even the demand may be told"),
        Related(code=410, why="when the resource is gone for good"),
    ),
    words=("blocked by court order", "legal takedown", "dmca takedown", "censorship", "geo blocked"),
)
