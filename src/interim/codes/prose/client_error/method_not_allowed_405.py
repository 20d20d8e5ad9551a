"""405 Method Not Allowed."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=405,
    answer="The resource exists and does not take this method; the field `Allow` lists the methods that it takes.",
    history=(
        (
            "HTTP/1.1 brought it, with `Allow` from the start (RFC 2068 §10.4). RFC 2616 §13.4 let no cache reuse "
            "it without explicit fields; now it is heuristically cacheable (RFC 9110 §15.5.6)."
        ),
    ),
    use=(
        (
            "A report that can only be read answers a DELETE with 405 and `Allow: GET, HEAD`. A method that the "
            "server does not know or does not implement gets 501 (RFC 9110 §9.1). In WebDAV 405 also answers MKCOL "
            "on a URL that is mapped already (RFC 4918 §9.3.1)."
        ),
    ),
    avoid=(
        (
            "If the resource has the method and this user may not use it, send 403. If its present state forbids "
            "it, such as DELETE on an invoice that was paid, send 409."
        ),
    ),
    effects=(
        (
            "A client, or the person in front of it, reads `Allow` and takes another method. A proxy must not "
            "change the field (RFC 9110 §10.2.1). Heuristic caching concerns GET and HEAD: a response to POST "
            "needs explicit freshness (RFC 9110 §9.3.3), one to PUT or DELETE is not cacheable (RFC 9110 §9.3.4, "
            "RFC 9110 §9.3.5)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "`Allow` is missing: nginx 1.22.1 answers a POST to a static file so. Apache 2.4.71, Flask 3.1.3 "
                "and Django 5.2.19 send it (tried)."
            ),
            rules=("STA008",),
        ),
        Mistake(
            text=(
                "A redirect adds a slash. On 301 the POST may become a GET (RFC 9110 §15.4.2), which the target "
                "does not take; 308 keeps the method."
            ),
        ),
    ),
    related=(
        Related(code=501, why="when the server knows the method for no resource"),
        Related(code=403, why="when this user may not use the method"),
        Related(code=409, why="when the state of the resource forbids it"),
    ),
    words=("wrong http method", "post not allowed", "method not supported", "put not allowed"),
)
