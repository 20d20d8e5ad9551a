"""226 IM Used."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=226,
    answer=(
        "The content is a difference to a version that the client has, or was changed in another way that it asked for."
    ),
    history=(
        (
            "RFC 3229 §10.4.1 defined it in 2002 for delta encoding. IM stands for instance manipulation: what is "
            "done to a representation before it is sent."
        ),
        (
            "It found few users. Some feed readers and publishers took it up from 2004 with a manipulation of "
            "their own, `feed`: only the entries that are new."
        ),
    ),
    use=(
        (
            'A client holds version `"v1"` of a feed and asks with `A-IM: feed` and `If-None-Match: "v1"`. The '
            'server answers 226 with `IM: feed`, `ETag: "v2"` and the entries since then. The `ETag` is that of '
            "the whole current version (RFC 3229 §10.4.1)."
        ),
    ),
    avoid=(
        (
            "Never without `A-IM` in the request (RFC 3229 §10.4.1). When the difference is no smaller, or the old "
            "version is forgotten, send a 200 with all of it. To shrink content, `Content-Encoding` is understood "
            "by everybody."
        ),
    ),
    effects=(
        (
            "A client that does not know 226 treats it as 200 (RFC 9110 §15) and takes the difference for the "
            "whole; that is why the request has to ask. A cache may store it if the response allows it, and may "
            "apply it to the version it has (RFC 3229 §10.4.1)."
        ),
        (
            "A cache that does not know delta encoding can hand a stored one to a client that did not ask; "
            "`Cache-Control: no-store` avoids that."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "Taken for a spare success code, as by a health check that answers 226 for a node about to go offline."
            )
        ),
    ),
    related=(
        Related(code=200, why="to send all of it"),
        Related(code=304, why="when nothing changed"),
        Related(code=206, why="for a part by its position"),
    ),
    words=("delta encoding", "a-im header", "feed delta", "send only changes", "rfc3229"),
)
