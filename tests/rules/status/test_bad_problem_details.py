from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.status.bad_problem_details import RULE
from tests.fakes.exchanges import case, final, get, request

_TYPE = "Content-Type: Application/Problem+JSON; charset=utf-8"


def _case(content: bytes, *lines: str, status: int = 404) -> Case:
    return case(get(), final(status, _TYPE, *lines, content=content))


RAISES: dict[str, Case] = {
    "not JSON": _case(b"<p>Not found</p>"),
    "empty": _case(b""),
    "an array": _case(b"[]"),
    "a string": _case(b'"Not Found"'),
    "another status": _case(b'{"status": 500}'),
    "a fraction": _case(b'{"status": 404.5}'),
    "octets that are no UTF-8": _case(b'{"title": "\xff\xfe\xfd"}'),
    "nested too deep": _case(b"[" * 100_000),
    "a number that nobody can read": _case(b'{"status": ' + b"9" * 10_000 + b"}"),
}
QUIET: dict[str, Case] = {
    "the same status": _case(b'{"status": 404}'),
    "the same as a fraction": _case(b'{"status": 404.0}'),
    "no status": _case(b'{"title": "Not Found"}'),
    "a status that is ignored for its type": _case(b'{"status": "500"}'),
    "a truth value": _case(b'{"status": true}'),
    "plain JSON": case(get(), final(404, "Content-Type: application/json", content=b"[]")),
    "cut off": case(get(), final(404, _TYPE, content=b"{", complete=False)),
    "compressed": _case(b"\x1f\x8b", "Content-Encoding: gzip"),
    "to HEAD": case(request("HEAD"), final(404, _TYPE, framing=Framing.NONE)),
    "no final response": case(get()),
}


def test_it_says_what_is_wrong() -> None:
    messages = {name: RULE.judge(RAISES[name])[0].message for name in ("not JSON", "an array", "another status")}
    assert messages == {
        "not JSON": "The problem details are not JSON",
        "an array": "The problem details are no JSON object",
        "another status": "The problem details say status 500, and the status code is 404",
    }
