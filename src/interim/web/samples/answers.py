"""What a sample sends with each final code: the fields that its clause asks for, and content as a reader wants it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from interim.codes.registry import lookup

__all__ = ["ANSWERS", "PARTS", "Answer", "Guard"]

PARTS = frozenset({206, 304, 416})
"""Codes of a request for a part of a representation, or for a newer one. They have files of their own."""

_JSON = "application/json"
_PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The request field that makes the difference: with it the sample answers a 2xx, without it the code.

    Attributes:
        value: what the field has to be; "" for anything.
    """

    field: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The final response of a sample.

    Attributes:
        status: what the status line says: the code of the page, but for 208.
        fields: beside those of the content.
        members: those of the JSON object that is the content; empty when there is none, or when it is `text`.
        text: the content, when that is no JSON.
        media_type: of the content; "" without.
    """

    status: int
    fields: tuple[tuple[str, str], ...] = ()
    members: Mapping[str, str | int] = field(default_factory=dict)
    text: str = ""
    media_type: str = ""
    guard: Guard | None = None


_NO_STORE = ("Cache-Control", "no-store")
_NO_CACHE = ("Cache-Control", "no-cache")
_AN_HOUR = ("Cache-Control", "max-age=3600")
_V7 = ("ETag", '"v7"')

_MULTISTATUS = """\
<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:">
  <D:response>
    <D:href>/reports/17</D:href>
    <D:status>HTTP/1.1 423 Locked</D:status>
  </D:response>
</D:multistatus>
"""
_REPORTED = """\
<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:">
  <D:response>
    <D:href>/again/</D:href>
    <D:propstat>
      <D:prop><D:displayname>Reports</D:displayname></D:prop>
      <D:status>HTTP/1.1 208 Already Reported</D:status>
    </D:propstat>
  </D:response>
</D:multistatus>
"""
_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>tag:example.com,2026:reports</id>
  <title>Reports: what is new since the last time</title>
  <updated>2026-01-18T12:00:00Z</updated>
</feed>
"""


def _said(code: int, members: Mapping[str, str | int], *fields: tuple[str, str], status: int = 0) -> tuple[int, Answer]:
    return code, Answer(status=status or code, fields=fields, members=members, media_type=_JSON)


def _written(code: int, text: str, media_type: str, *fields: tuple[str, str], status: int = 0) -> tuple[int, Answer]:
    return code, Answer(status=status or code, fields=fields, text=text, media_type=media_type)


def _bare(code: int, *fields: tuple[str, str]) -> tuple[int, Answer]:
    return code, Answer(status=code, fields=fields)


def _problem(
    code: int, detail: str, *fields: tuple[str, str], guard: Guard | None = None, **more: str
) -> tuple[int, Answer]:
    members: dict[str, str | int] = {"title": lookup(code).name, "status": code, "detail": detail, **more}
    return code, Answer(status=code, fields=fields, members=members, media_type=_PROBLEM, guard=guard)


_ANSWERS: Sequence[tuple[int, Answer]] = (
    _said(200, {"report": 17, "state": "done"}, _NO_CACHE),
    _said(201, {"report": 17, "state": "new"}, ("Location", "/reports/17")),
    _said(202, {"job": 17, "state": "queued"}, ("Location", "/jobs/17"), ("Retry-After", "5")),
    _said(203, {"report": 17, "state": "shortened on the way"}, _NO_CACHE),
    _bare(204, _NO_STORE),
    _bare(205),
    _written(206, "abcdefghijklmnopqrstuvwxyz", "text/plain", _V7, _NO_CACHE),
    _written(207, _MULTISTATUS, "application/xml"),
    _written(208, _REPORTED, "application/xml", status=207),
    _written(226, _FEED, "application/atom+xml", ("IM", "feed"), _V7, _NO_STORE),
    _said(300, {"html": "/reports/17.html", "pdf": "/reports/17.pdf"}, ("Location", "/reports/17.html"), _NO_CACHE),
    _bare(301, ("Location", "/new/place"), _AN_HOUR),
    _bare(302, ("Location", "/for/now")),
    _bare(303, ("Location", "/reports/17")),
    _written(304, "abcdefghijklmnopqrstuvwxyz", "text/plain", _V7, _NO_CACHE),
    _bare(305, ("Location", "http://proxy.example:3128/")),
    _bare(307, ("Location", "/for/now")),
    _bare(308, ("Location", "/new/place"), _AN_HOUR),
    _problem(400, "There is no 30 February."),
    _problem(401, "Log in first.", ("WWW-Authenticate", 'Basic realm="reports"'), guard=Guard(field="Authorization")),
    _problem(402, "The quota of this month is used up."),
    _problem(403, "You may read this report, and not change it."),
    _problem(404, "There is no report 17.", _NO_CACHE),
    _problem(405, "Reports can only be added here.", ("Allow", "POST"), _NO_CACHE),
    _problem(406, "There is application/json, and nothing else."),
    _problem(
        407,
        "This proxy wants to know you.",
        ("Proxy-Authenticate", 'Basic realm="proxy"'),
        guard=Guard(field="Proxy-Authorization"),
    ),
    _problem(408, "The request did not arrive within 30 s.", ("Connection", "close")),
    _problem(409, "Somebody else has changed report 17 meanwhile."),
    _problem(410, "Report 17 was deleted for good.", _AN_HOUR),
    _problem(411, "Say in Content-Length how long the content is."),
    _problem(412, "The report has changed: it is at v7.", _V7, guard=Guard(field="If-Match", value='"v7"')),
    _problem(413, "A report has at most 1 MiB."),
    _problem(414, "A target has at most 2,000 octets; send the filter with POST.", _NO_STORE),
    _problem(415, "Send the report as JSON.", ("Accept", "application/json")),
    _written(416, "abcdefghijklmnopqrstuvwxyz", "text/plain", _V7, _NO_CACHE),
    _problem(417, "The only expectation that is met here is 100-continue."),
    _problem(418, "This is a teapot. It brews no coffee."),
    _problem(421, "Another server answers for this host."),
    _problem(422, "A report has one page or more."),
    _problem(423, "Somebody is working on this report."),
    _problem(424, "The folder could not be moved, so this report was not."),
    _problem(425, "Send it again when the TLS handshake is complete."),
    _problem(426, "This address speaks WebSocket.", ("Upgrade", "websocket"), ("Connection", "upgrade")),
    _problem(428, "Say in If-Match which version you have seen.", _NO_STORE, guard=Guard(field="If-Match")),
    _problem(429, "There are 100 requests a minute for each of us.", ("Retry-After", "30"), _NO_STORE),
    _problem(431, "The field Cookie is too long: at most 4,000 octets.", _NO_STORE),
    _problem(
        451,
        "A court has forbidden to show this report.",
        ("Link", '<https://court.example/>; rel="blocked-by"'),
        _NO_STORE,
    ),
    _problem(500, "Something failed here. The log has it as 8f3a."),
    _problem(501, "This server cannot do that, for any report.", _NO_STORE),
    _problem(502, "The server behind this one did not answer in HTTP."),
    _problem(503, "Reports are back at noon.", ("Retry-After", "120")),
    _problem(504, "The server behind this one did not answer within 30 s."),
    _problem(505, "HTTP/1.1 and HTTP/2 are spoken here."),
    _problem(506, "The variants of this report refer to each other."),
    _problem(507, "There is no room left for this report."),
    _problem(508, "The folder is in itself, somewhere further down."),
    _problem(510, "The request has to declare an extension of HTTP."),
    _problem(511, "Accept the terms of this network first.", _NO_STORE, login="https://login.example/"),
)

ANSWERS: Mapping[int, Answer] = MappingProxyType(dict(_ANSWERS))
"""By the code of the page, ascending: all final registered codes but 306, which nobody may send."""
