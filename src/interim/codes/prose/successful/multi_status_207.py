"""207 Multi-Status."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=207,
    answer="Many results in one response: read the XML content to see what worked, the status code does not say.",
    history=(
        (
            "RFC 2518 §10.2 brought it with WebDAV in 1999. RFC 4918 §13 is the rule today, with a `location` "
            "element for members that are redirects (RFC 4918 §13.2)."
        ),
    ),
    use=(
        (
            "PROPFIND on a collection: one `response` element for each member, with its properties. COPY of a tree "
            "where one member failed: the response must be a 207 that names it (RFC 4918 §9.8.3). A DELETE that "
            "failed in part can be one, too (RFC 4918 §9.6.1)."
        ),
    ),
    avoid=(
        (
            "Not for a COPY, MOVE or DELETE that succeeded in whole: that is 201 or 204. A batch API with JSON is "
            "better served by a 200 and a format of its own; a WebDAV client that reads the 207 looks for XML."
        ),
    ),
    effects=(
        (
            "The code stands over success, partial success and failure alike (RFC 4918 §13). A client that knows "
            "HTTP only may take it for success (RFC 4918 Appendix B). What `Location` means in it is left "
            "undefined (RFC 4918 §13.1)."
        ),
        (
            "It can be large, so stream it. Measured once, for PROPFIND with `Depth: infinity` over 20,000 files: "
            "Apache 2.4.71 sends the first octet after 3 ms, wsgidav 4.4.0 after 7.7 s, and nginx 1.22.1 with "
            "dav-ext answers 403. After the first octet no 102 can follow."
        ),
    ),
    mistakes=(
        Mistake(text="A client that reads the status line only, and reports a failed COPY as done."),
        Mistake(text="Content that is no multistatus document.", rules=("STA015",)),
        Mistake(
            text=(
                "424 for each member below the one that failed, which RFC 4918 §9.6.1 and RFC 4918 §9.8.3 ask to "
                "leave out."
            )
        ),
    ),
    related=(
        Related(code=200, why="when one status fits all"),
        Related(code=424, why="the status of a member that failed because of another"),
        Related(code=208, why="inside it, for a collection that is listed already"),
        Related(code=102, why="while the work on a tree goes on"),
    ),
    words=("webdav", "propfind", "multistatus", "batch response", "partial success", "caldav"),
)
