"""The fields that a status code asks for, with values that a simulator can send."""

from urllib.parse import quote

from interim.exchange.fields import FieldLine

__all__ = ["METHODS", "default_lines"]

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
"""The methods that Allow names in a 405, all but the one that was not allowed."""

_ETAG = (b"etag", b'"simulated"')
_FIXED: dict[int, tuple[FieldLine, ...]] = {
    226: ((b"im", b"feed"), _ETAG),
    304: (_ETAG,),
    401: ((b"www-authenticate", b'Basic realm="simulator", charset="UTF-8"'),),
    407: ((b"proxy-authenticate", b'Basic realm="simulator", charset="UTF-8"'),),
    413: ((b"retry-after", b"5"),),
    415: ((b"accept", b"application/json"), (b"accept-encoding", b"identity")),
    # The length that RFC 9110 §15.5.17 takes as its example.
    416: ((b"content-range", b"bytes */47022"),),
    429: ((b"retry-after", b"5"),),
    449: ((b"ms-echo-request", b"1"),),
    503: ((b"retry-after", b"5"),),
}
# What an HTTP/2 response must not have: RFC 9113 §8.2.2.
_HTTP1: dict[int, tuple[FieldLine, ...]] = {
    408: ((b"connection", b"close"),),
    426: ((b"upgrade", b"websocket"), (b"connection", b"upgrade")),
}
_TARGETS = {201: "204", 202: "200"} | dict.fromkeys((300, 301, 302, 303, 307, 308), "200")


def default_lines(
    code: int, *, method: str, http_version: str, root_path: str, size_bytes: int | None
) -> list[FieldLine]:
    """The fields that the specification requires or recommends for a code: `interim.codes` has the clauses.

    Content-Range of a 206 is not among them: it depends on the content. The method of the request is asked for because
    a 405 must not allow it; `root_path`, decoded, is where the simulator is mounted; `size_bytes` is the length of the
    representation, if one was asked for.
    """
    base = quote(root_path)
    lines = list(_FIXED.get(code, ()))
    if code in _TARGETS:
        lines.append((b"location", f"{base}/api/status/{_TARGETS[code]}".encode()))
    elif code == 405:
        lines.append((b"allow", ", ".join(allowed for allowed in METHODS if allowed != method).encode()))
    elif code == 416 and size_bytes is not None:
        lines = [(b"content-range", b"bytes */%d" % size_bytes)]
    elif code == 451:
        lines.append((b"link", f'<{base}/>; rel="blocked-by"'.encode()))
    if http_version.startswith("1"):
        lines += _HTTP1.get(code, ())
    return lines
