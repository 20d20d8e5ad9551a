"""508 Loop Detected."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=508,
    answer="The server found a loop among collections while it worked on a whole WebDAV tree, and gave up.",
    history=(
        (
            "RFC 5842 §7.2 defined it in 2010 with bindings, which give one WebDAV resource several names. A "
            "collection can then contain itself."
        ),
    ),
    use=(
        (
            "To a PROPFIND with `Depth: infinity` that runs in a circle, when the client has not announced in the "
            "field `DAV` that it knows bindings; to one that has, a 208 inside the 207 marks the place "
            "(RFC 5842 §7.1). The code says that the whole operation failed (RFC 5842 §7.2)."
        ),
    ),
    avoid=(
        (
            "Not to refuse the request that would make a loop: there the state of the resource is in the way, "
            "which is 409. Not for a redirect that leads back to itself, or for a proxy that meets its own "
            "request."
        ),
    ),
    effects=(
        (
            "A client can ask again with `Depth: 1` and walk the tree by itself, keeping a list of what it has "
            "seen. Caches do not store it by default (RFC 9110 §15.1)."
        ),
        (
            "In practice a 508 is often something else. On shared hosting with CloudLinux, the module "
            "mod_hostinglimits answers 508, with the title `508 Resource Limit Is Reached`, when a site has more "
            "dynamic requests at work than its account allows; the documented default is 20. The client waits and "
            "tries again; the owner looks for slow pages and for polling."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A symbolic link that points upwards, followed without a check: the server never finds the loop, "
                "it only gets slow."
            ),
        ),
    ),
    related=(
        Related(code=208, why="to a client that knows bindings"),
        Related(code=503, why="what a site over its limit means"),
        Related(code=409, why="to refuse the loop before it exists"),
    ),
    words=("resource limit is reached", "cloudlinux", "shared hosting limit", "infinite loop", "webdav bindings"),
)
