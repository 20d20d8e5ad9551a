import pytest

from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.status.bad_multistatus import RULE
from tests.fakes.exchanges import case, final, get, request

_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<D:multistatus xmlns:D="DAV:">&b;</D:multistatus>'
)
_THEFT = b'<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/passwd">]><D:multistatus xmlns:D="DAV:">&f;</D:multistatus>'
_GOOD = b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response/></D:multistatus>   '


def _case(content: bytes, *lines: str) -> Case:
    return case(request("PROPFIND"), final(207, *lines, content=content))


RAISES: dict[str, Case] = {
    "JSON": _case(b'{"results": []}', "Content-Type: application/json"),
    "empty": _case(b""),
    "white space": _case(b" \r\n"),
    "another root": _case(b"<multistatus/>"),
    "another namespace": _case(b'<D:multistatus xmlns:D="DAV"/>'),
    "not closed": _case(b'<D:multistatus xmlns:D="DAV:">'),
    "entities": _case(_BOMB),
    "an external entity": _case(_THEFT),
    "an encoding nobody knows": _case(b'<?xml version="1.0" encoding="x-nothing"?><a/>'),
    "an encoding that expat does not do": _case(b'<?xml version="1.0" encoding="utf-7"?><a/>'),
    "NUL octets": _case(b"\0\0\0"),
}
QUIET: dict[str, Case] = {
    "a multistatus": _case(_GOOD),
    "an empty multistatus": _case(b'<multistatus xmlns="DAV:"/>'),
    "UTF-16": _case('<?xml version="1.0" encoding="UTF-16"?><multistatus xmlns="DAV:"/>'.encode("utf-16")),
    "cut off": case(get(), final(207, content=b"<D:multi", complete=False)),
    "not all kept": case(get(), final(207, content=b"<D:multi", content_octets=2_000_000)),
    "compressed": _case(b"\x1f\x8b", "Content-Encoding: gzip"),
    "to HEAD": case(request("HEAD"), final(207, framing=Framing.NONE)),
    "200": case(get(), final(200, content=b"{}")),
    "no final response": case(get()),
}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty", "is empty"),
        ("another root", "has the root element multistatus instead of {DAV:}multistatus"),
        ("entities", "declares entities, which nothing in DAV needs and clients refuse"),
        ("an external entity", "declares entities, which nothing in DAV needs and clients refuse"),
        ("JSON", "is not well-formed XML: not well-formed (invalid token): line 1, column 0"),
    ],
)
def test_it_says_what_is_there_instead(name: str, says: str) -> None:
    assert RULE.judge(RAISES[name])[0].message == f"The content of the 207 {says}"
