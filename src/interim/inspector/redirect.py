"""Where a redirect leads, and with which request: RFC 9110 §15.4."""

import dataclasses
from urllib.parse import urljoin, urlsplit

from interim.errors import InvalidInput
from interim.exchange.messages import Final, Request
from interim.inspector.credentials import fields_for
from interim.wire.target import Target, parse_url

__all__ = ["REDIRECTS", "redirected", "resolved"]

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_CONTENT_FIELDS = (
    "Content-Type",
    "Content-Length",
    "Content-Encoding",
    "Content-Language",
    "Content-Location",
    "Content-Range",
    "Content-Digest",
    "Digest",
    "Last-Modified",
    "Transfer-Encoding",
    "Trailer",
    "Expect",
)
"""RFC 9110 §15.4: a request that loses its content loses what describes it."""


def redirected(target: Target, request: Request, final: Final) -> tuple[Target, Request] | str:
    """The next request after a redirect, or in plain words why there is none.

    301 and 302 turn POST into GET, 303 turns all but HEAD into GET, 307 and 308 keep method and content.
    """
    locations = set(final.fields.get_all("Location"))
    if len(locations) != 1:
        found = "no Location" if not locations else "several Location fields that differ"
        return f"the {final.status} has {found}"
    location = locations.pop()
    try:
        to = resolved(target, location, parameter="Location")
    except InvalidInput as error:
        return f"the Location of the {final.status} cannot be followed: got {location!r}, allowed: {error.allowed}"
    fields, method, content = fields_for(to, request, target), request.method, request.content
    if _becomes_get(final.status, method):
        fields, method, content = fields.without(*_CONTENT_FIELDS), "GET", b""
    return to, dataclasses.replace(request, method=method, target=to.path, fields=fields, content=content)


def resolved(target: Target, reference: str, *, parameter: str) -> Target:
    """Where a URI reference that `target` answered leads: RFC 3986 §5.

    Raises:
        InvalidInput: it is no reference, or leads to something else than http or https.
    """
    try:
        # urljoin takes `http:a` for a relative path; RFC 3986 §5.2.2 does not.
        url = reference if urlsplit(reference).scheme else urljoin(target.url, reference)
    except ValueError as error:
        raise InvalidInput(parameter, reference, "a URI reference (RFC 3986 §4.1)") from error
    if not url.startswith(("http://", "https://")):
        # parse_url takes URLs without a scheme, as people write them; a field does not.
        raise InvalidInput(parameter, reference, "an http or https URI, or a reference to one")
    return parse_url(url, parameter=parameter)


def _becomes_get(status: int, method: str) -> bool:
    if status == 303:
        return method != "HEAD"
    return status in (301, 302) and method == "POST"
