"""304 Not Modified."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=304,
    answer="Your copy is still good: use it, nothing is sent again.",
    history=(
        (
            "HTTP/1.0 has it for `If-Modified-Since` (RFC 1945 §9.3). HTTP/1.1 added entity tags; where both "
            "fields come, only `If-None-Match` counts (RFC 9110 §13.1.3)."
        ),
    ),
    use=(
        (
            'A client that has a copy with `ETag: "v1"` asks with `If-None-Match: "v1"`. If that is the current '
            "one, the answer to GET and HEAD must be 304 (RFC 9110 §13.1.2). A list that is polled every 10 s then "
            "costs a header section each time, not the list."
        ),
        (
            "It pays for generated content too, if the tag is known before the content is made: a version number, "
            "or the time of the last change."
        ),
    ),
    avoid=(
        (
            "To any other method a false `If-None-Match` is answered with 412 (RFC 9110 §13.1.2). Without a "
            "condition in the request there is no 304, and when the copy is out of date the answer is 200."
        ),
    ),
    effects=(
        (
            "A cache updates its stored response with the fields of the 304, all but `Content-Length` "
            "(RFC 9111 §4.3.4, RFC 9111 §3.2), so a new `Cache-Control` in it starts a new lifetime. The message "
            "ends with its header section (RFC 9110 §15.4.5)."
        ),
        (
            "Whoever sets the condition by hand has to handle it: `fetch` of Node 20 returns a 304 whose `ok` is "
            "false, and urllib of Python 3.11.7 raises an error. curl 7.88.1 with `--etag-compare` leaves the file "
            "as it is (tried)."
        ),
    ),
    mistakes=(
        Mistake(text="A 304 to a request without a condition, or content after it.", rules=("STA011", "STA002")),
        Mistake(
            text="Fields that the 200 has are missing, or `Content-Length: 0` is sent.",
            rules=("STA012", "STA013"),
        ),
        Mistake(
            text=(
                "No 304 ever: a proxy compresses and changes the tag, or each server behind a balancer makes its own."
            ),
            rules=("CAC005",),
        ),
    ),
    related=(
        Related(code=200, why="when the copy is no longer good"),
        Related(code=412, why="when the condition of another method fails"),
        Related(code=206, why="for a range of a file that is still the same"),
    ),
    words=("etag", "if-none-match", "if-modified-since", "browser cache", "conditional request", "revalidate"),
)
