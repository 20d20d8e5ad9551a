"""411 Length Required."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=411,
    answer="The server takes no content of unknown length: send the request with `Content-Length`.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4), along with the chunked transfer coding, which lets a client "
            "start to send before it knows the length. RFC 9112 §6.3 allows a server to refuse any request that "
            "has content and no `Content-Length`."
        ),
    ),
    use=(
        (
            "Something behind the server has to know the size first, such as a store that reserves room. RFC 9112 "
            "§6.3 names the usual case, a gateway that cannot or will not buffer."
        ),
    ),
    avoid=(
        (
            "Where you can, read the chunks and count, and answer 413 when there are too many. Over HTTP/2 "
            "`content-length` is optional as well (RFC 9113 §8.1.1). A request without content needs none."
        ),
    ),
    effects=(
        (
            "The client may repeat the request with a valid `Content-Length` (RFC 9110 §15.5.12). None that was "
            "tried does so by itself: curl 7.88.1 with `-T -`, and requests 2.34.2 and httpx 0.28.1 with a "
            "generator, send chunks and return the 411."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A program opens a file and passes it on as an iterator. The library sees no length and sends "
                "chunks, though the size was known."
            ),
        ),
        Mistake(
            text=("The client sent a length, and a proxy on the way that changes the content passed it on in chunks."),
        ),
    ),
    related=(
        Related(code=413, why="when the length is known and too large"),
        Related(code=400, why="when `Content-Length` is invalid"),
        Related(code=501, why="when the server does not understand the transfer coding"),
    ),
    words=("content-length missing", "chunked upload refused", "streaming upload"),
)
