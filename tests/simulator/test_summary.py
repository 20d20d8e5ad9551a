import json

from interim.simulator.facts import Facts
from interim.simulator.forms import Form
from interim.simulator.played import Played
from interim.simulator.summary import Prepared, in_form, short_summary, summary, target_of
from tests.fakes.asgi import scope_of


def test_the_summary_is_ascii_whatever_came() -> None:
    headers = [(b'x"\\', b"\xff\x01<")]
    scope = scope_of("/api/status/200?q=\xe9", headers=headers, method='"', http_version="1.1")
    text = summary(scope, Facts(scope).host, Prepared(200, 200, "1.1", "/é"), Played(200, 200, notes=("§ é",)))
    assert text.isascii()
    assert in_form(text, Form.JSON) == text.encode()
    document = json.loads(text)
    assert document["request"]["fields"][1] == ['x"\\', "\xff\x01<"]
    assert document["links"]["reference"] == "http://test/%C3%A9/api/codes/200"
    assert document["notes"] == ["§ é"]


def test_a_short_summary_fits_a_field() -> None:
    scope = scope_of("/api/status/204", method="M" * 500)
    text = summary(scope, b"test", Prepared(204, 204, "1.1", ""), Played(204, 204, notes=("a note",)))
    short = short_summary(text)
    assert len(short) < 400
    assert b"\n" not in short
    assert json.loads(short)["notes"] == ["a note"]


def test_a_target_is_put_together_where_the_server_gives_no_raw_path() -> None:
    assert target_of(scope_of("/a%20b?c=%20")) == "/a%20b?c=%20"
    assert target_of(scope_of("/") | {"path": "/a b", "raw_path": None, "query_string": b""}) == "/a%20b"
