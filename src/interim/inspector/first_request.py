"""The first request of an inspection, from what was asked."""

from interim.errors import InvalidInput
from interim.exchange.fields import NAME, Fields
from interim.exchange.messages import Request
from interim.inspector.inquiry import Inquiry
from interim.version import __version__
from interim.wire.target import Target, parse_url

__all__ = ["first_request"]

_OURS = (("User-Agent", f"interim/{__version__}"), ("Accept", "*/*"))


def first_request(inquiry: Inquiry) -> tuple[Target, Request]:
    """Where to ask, and what.

    Raises:
        InvalidInput: the URL, the method or a field cannot be used.
    """
    target = parse_url(inquiry.url)
    method = inquiry.method or ("POST" if inquiry.content else "GET")
    if not NAME.fullmatch(method.encode("utf-8")):
        raise InvalidInput("method", method, "a token such as GET (RFC 9110 §5.6.2)")
    if method == "CONNECT":
        raise InvalidInput("method", method, "any method but CONNECT, which opens a tunnel (RFC 9110 §9.3.6)")
    ours = [line for line in _OURS if line[0] not in inquiry.fields]
    fields = Fields.checked([*ours, *inquiry.fields])
    return target, Request(method=method, target=target.path, fields=fields, content=inquiry.content)
