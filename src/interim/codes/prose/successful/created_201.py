"""201 Created."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=201,
    answer="Something new exists now; Location says where, or else it is at the URI of the request.",
    history=(
        (
            "HTTP/1.0 has it, and there only POST can create (RFC 1945 §9.2). RFC 9110 §15.3.2 says how to find "
            "the new resource: by `Location`, and without that field by the target URI."
        ),
    ),
    use=(
        (
            "`POST /orders` creates an order: 201 with `Location: /orders/17`, and content that describes it. An "
            "origin server should answer a POST that created something in this way (RFC 9110 §9.3.3)."
        ),
        "A PUT that created the target resource must get 201 (RFC 9110 §9.3.4), and needs no `Location`.",
    ),
    avoid=(
        (
            "Not before the resource exists: that is 202. Not for a PUT that replaced something: that is 200 or "
            "204 (RFC 9110 §9.3.4). To show a browser the new page after a form, 303 is better."
        ),
    ),
    effects=(
        (
            "Clients do not follow the `Location` of a 201: curl 7.88.1 with `-L` and `fetch` of Node 20 return "
            "the 201 (tried). It is an address to keep."
        ),
        (
            "Validators in it belong to the new representation (RFC 9110 §15.3.2), so a client can send its `ETag` "
            "in the next `If-Match`. It is not cacheable by default (RFC 9110 §15.1). Caches invalidate the target "
            "URI, and may do so for the URI in `Location` (RFC 9111 §4.4): a list at `/orders` is fetched anew."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "POST to a collection without `Location`: by the rule the client takes the collection for the new "
                "resource."
            )
        ),
        Mistake(
            text=(
                "A repeat of the POST creates a second one. A client that got no response cannot tell; give it a "
                "key to repeat with."
            )
        ),
    ),
    related=(
        Related(code=202, why="when it will be created later"),
        Related(code=303, why="to send a browser to what was created"),
        Related(code=204, why="when a PUT replaced something"),
        Related(code=409, why="when it cannot be created because of what exists"),
    ),
    words=("created", "post response", "new resource", "location header", "rest create"),
)
