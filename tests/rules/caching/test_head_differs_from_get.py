import pytest

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Framing
from interim.rules.caching.head_differs_from_get import RULE
from interim.rules.case import Case
from tests.fakes.exchanges import case, exchange, final, get, post, request

_TYPE = "Content-Type: text/html; charset=utf-8"
_HEAD = request("HEAD")


def _head(status: int, *lines: str) -> Exchange:
    return exchange(_HEAD, final(status, *lines, framing=Framing.NONE))


def _case(answer: Final, status: int, *lines: str) -> Case:
    return case(get(), answer, probes={"head": (_head(status, *lines),)})


_PAGE = final(200, _TYPE, 'ETag: "v1"', content=b"abc")
_PLAIN = final(200, content=b"abc")

RAISES: dict[str, Case] = {
    "another status": _case(_PAGE, 405),
    "no such method": _case(_PAGE, 501),
    "another type": _case(_PAGE, 200, "Content-Type: text/plain", 'ETag: "v1"'),
    "no type": _case(_PAGE, 200, 'ETag: "v1"'),
    "a field that GET lacks": _case(_PAGE, 200, _TYPE, 'ETag: "v1"', "Allow: GET"),
    "other directives": _case(final(200, "Cache-Control: max-age=60"), 200, "Cache-Control: no-store"),
    "another length": _case(_PAGE, 200, _TYPE, 'ETag: "v1"', "Content-Length: 4"),
    "a length of zero": _case(_PLAIN, 200, "Content-Length: 0"),
    "another length, and a third request shows that it is constant": case(
        get(), _PLAIN, probes={"head": (_head(200, "Content-Length: 4"),), "identity": (exchange(get(), _PLAIN),)}
    ),
    "asked by HEAD": case(_HEAD, final(404, framing=Framing.NONE), probes={"get": (exchange(get(), _PAGE),)}),
}
QUIET: dict[str, Case] = {
    "the same": _case(_PAGE, 200, _TYPE, 'ETag: "v1"', "Content-Length: 3"),
    "no length": _case(_PAGE, 200, _TYPE, 'ETag: "v1"'),
    "no tag and no Vary": _case(final(200, _TYPE, 'ETag: "v1"', "Vary: Accept"), 200, _TYPE),
    "what changes by nature": _case(
        final(200, "Date: a", "Cache-Control: max-age=9", "Expires: a", "Location: /1", "Set-Cookie: a=1"),
        200,
        "Date: b",
        "Cache-Control: max-age=8",
        "Expires: b",
        "Location: /2",
        "X-Request-Id: 7",
    ),
    "another parameter": _case(
        final(200, "Content-Type: multipart/mixed; boundary=a"), 200, "Content-Type: multipart/mixed; boundary=b"
    ),
    "another version of it": _case(_PAGE, 200, "Content-Type: text/plain", 'ETag: "v2"', "Content-Length: 4"),
    "another length of what may change": _case(_PLAIN, 200, "Content-Length: 4"),
    "another length of what does change": case(
        get(),
        _PLAIN,
        probes={
            "head": (_head(200, "Content-Length: 4"),),
            "identity": (exchange(get(), final(200, content=b"abcd")),),
            "gzip": (exchange(get(), final(200, "Content-Encoding: gzip", content=b"abc")),),
            "etag": (exchange(get(), final(304)),),
            "modified": (exchange(get()),),
        },
    ),
    "a repeat by HEAD shows nothing": case(
        get(), _PLAIN, probes={"head": (_head(200, "Content-Length: 4"),), "identity": (exchange(_HEAD, _PLAIN),)}
    ),
    "a malformed length": _case(_PAGE, 200, _TYPE, 'ETag: "v1"', "Content-Length: x"),
    "GET is incomplete": _case(final(200, content=b"a", complete=False), 200, "Content-Length: 0"),
    "busy": _case(_PAGE, 503),
    "asked too often": _case(_PAGE, 429),
    "no answer": case(get(), _PAGE, probes={"head": (exchange(_HEAD),)}),
    "no final response": case(get(), probes={"head": (_head(200),)}),
    "no check": case(get(), _PAGE),
    "POST": case(post(), _PAGE, probes={"get": (_head(404),)}),
}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("another status", "HEAD gets 405 and GET 200"),
        ("asked by HEAD", "HEAD gets 404 and GET 200"),
        ("another type", "The response to HEAD differs from that to GET in Content-Type"),
        ("another length", "The response to HEAD carries Content-Length: 4, and GET gets 3 octets"),
    ],
)
def test_it_says_in_what_they_differ(name: str, message: str) -> None:
    assert RULE.judge(RAISES[name])[0].message == message


def test_all_differing_fields_are_one_finding() -> None:
    one = _case(final(200, _TYPE, "Accept-Ranges: bytes", "Content-Language: en"), 200)
    (found,) = RULE.judge(one)
    assert found.data == {"fields": ["Content-Type", "Content-Language", "Accept-Ranges"]}
    assert (found.field, found.probe) == ("Content-Type", "head")
