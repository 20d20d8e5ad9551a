"""HDR005: Set-Cookie that browsers refuse or change. httplint finds them; see `httplint_notes.py`."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.fields.httplint_adapter import founds_of
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    return founds_of(case, "HDR005")


RULE = Rule(
    id="HDR005",
    name="bad_cookie",
    severity=Severity.WARNING,
    summary="A Set-Cookie is malformed, or sets a cookie that browsers refuse",
    spec=("RFC 6265 §4.1",),
    why=(
        "A browser drops a cookie that breaks the rules of its prefix or of SameSite, and ignores an attribute that it "
        "cannot read. Nothing tells the server, so users are logged out, or stay logged in longer than was meant."
    ),
    bad="HTTP/1.1 200 OK\r\nSet-Cookie: id=1; SameSite=None\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nSet-Cookie: id=1; SameSite=None; Secure\r\nContent-Length: 0\r\n\r\n",
    fix="Set cookies with a library, with Secure on HTTPS, and look at what browsers store.",
    check=_check,
)
