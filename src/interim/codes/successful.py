"""2xx: the request was received, understood and accepted, RFC 9110 §15.3."""

from interim.codes.status import (
    CacheRule,
    ContentRule,
    FieldRule,
    Level,
    StatusCode,
    rfc,
)

__all__ = ["SUCCESSFUL"]

_WITH_A_200 = "it would be in a 200 to the same request"

SUCCESSFUL: tuple[StatusCode, ...] = (
    StatusCode(
        code=200,
        name="OK",
        spec=rfc(9110, "15.3.1"),
        cache=CacheRule.HEURISTIC,
        fields=(
            FieldRule(
                name="ETag",
                level=Level.SHOULD,
                when="the answer is to GET or HEAD and the server has a validator",
                clause="RFC 9110 §15.3.1",
            ),
            FieldRule(
                name="Last-Modified",
                level=Level.SHOULD,
                when="the answer is to GET or HEAD and the server has a validator",
                clause="RFC 9110 §15.3.1",
            ),
        ),
        note=(
            "It worked; what the content is depends on the method. Cacheable by default, so an "
            "answer that must not be reused has to say so. To CONNECT it has no content: "
            "the tunnel begins right after the header section."
        ),
    ),
    StatusCode(
        code=201,
        name="Created",
        spec=rfc(9110, "15.3.2"),
        fields=(
            FieldRule(
                name="Location",
                level=Level.EXPECTED,
                when="what was created is not the target resource",
                clause="RFC 9110 §15.3.2",
            ),
        ),
        note=(
            "One or more resources exist now that did not before. Without Location the client has "
            "to take the target URI for the new resource: right after PUT, wrong after most POSTs."
        ),
    ),
    StatusCode(
        code=202,
        name="Accepted",
        spec=rfc(9110, "15.3.3"),
        fields=(
            FieldRule(name="Location", level=Level.CONVENTION, clause="RFC 7240 §4.1"),
            FieldRule(
                name="Preference-Applied",
                level=Level.MAY,
                when="the request had Prefer: respond-async and it was honored",
                clause="RFC 7240 §3",
            ),
        ),
        note=(
            "Taken in, not done, and perhaps never done: HTTP cannot send the later outcome by "
            "itself. The content ought to describe the state and to point to a status monitor. "
            "It is the dependable answer for work that outlasts a connection, where 102 is not."
        ),
    ),
    StatusCode(
        code=203,
        name="Non-Authoritative Information",
        spec=rfc(9110, "15.3.4"),
        cache=CacheRule.HEURISTIC,
        note=(
            "A 200 whose content a proxy on the way has transformed. The proxy need not say so: "
            "a plain 200 does not prove that nothing was changed."
        ),
    ),
    StatusCode(
        code=204,
        name="No Content",
        spec=rfc(9110, "15.3.5"),
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.HEURISTIC,
        note=(
            "Done, nothing to show, stay on the page. The fields describe the resource after the "
            "action, so an ETag after PUT is that of the new representation. Content-Length must "
            "not be sent (RFC 9110 §8.6), and octets after the header section belong to the next "
            "response. Cacheable by default, which surprises."
        ),
    ),
    StatusCode(
        code=205,
        name="Reset Content",
        spec=rfc(9110, "15.3.6"),
        content=ContentRule.MUST_BE_EMPTY,
        note=(
            "Done, and the form the user filled in should be reset. Unlike 204 it is framed as a "
            "response with content, of length zero: over HTTP/1.1 say Content-Length: 0, "
            "or the client waits for more."
        ),
    ),
    StatusCode(
        code=206,
        name="Partial Content",
        spec=rfc(9110, "15.3.7"),
        cache=CacheRule.HEURISTIC,
        fields=(
            FieldRule(
                name="Content-Range",
                level=Level.MUST,
                when="a single part is sent; with several parts it is in each part instead",
                clause="RFC 9110 §15.3.7.1",
            ),
            FieldRule(
                name="Content-Type",
                level=Level.MUST,
                when="several parts are sent: multipart/byteranges with its boundary",
                clause="RFC 9110 §15.3.7.2",
            ),
            *(
                FieldRule(name=name, level=Level.MUST, when=_WITH_A_200, clause="RFC 9110 §15.3.7")
                for name in ("Date", "Cache-Control", "ETag", "Expires", "Content-Location", "Vary")
            ),
        ),
        note=(
            "Some ranges of the representation, as asked for with Range. A client has to look at "
            "Content-Range or the parts: it may get fewer ranges than it asked for. "
            "A single-range request must not be answered with multipart/byteranges."
        ),
    ),
    StatusCode(
        code=207,
        name="Multi-Status",
        spec=rfc(4918, "11.1"),
        fields=(FieldRule(name="Content-Type", level=Level.EXPECTED, clause="RFC 4918 §13"),),
        note=(
            "WebDAV: one status per resource, inside an XML body with the root multistatus. "
            "The number says nothing about success: partial and complete failures carry it too, "
            "so a client that looks at the status line only takes errors for success."
        ),
    ),
    StatusCode(
        code=208,
        name="Already Reported",
        spec=rfc(5842, "7.1"),
        note=(
            "WebDAV bindings: used inside a 207 body, in a propstat, for a collection whose members "
            "were listed before under another binding. Only for Depth: infinity, and only to "
            "clients that announced support with the DAV request field."
        ),
    ),
    StatusCode(
        code=226,
        name="IM Used",
        spec=rfc(3229, "10.4.1"),
        fields=(
            FieldRule(name="ETag", level=Level.MUST, clause="RFC 3229 §10.4.1"),
            FieldRule(name="IM", level=Level.EXPECTED, clause="RFC 3229 §10.5.2"),
        ),
        note=(
            "Delta encoding: the content is the result of instance manipulations (IM) that the "
            "request offered in A-IM, such as a difference to a version the client has. "
            "Browsers do not use it."
        ),
    ),
)
