import pytest

from interim.exchange.messages import Request
from interim.rules.case import Case
from interim.rules.fields.preflight_contradicts import RULE
from interim.rules.finding import Severity
from tests.fakes.exchanges import case, exchange, final, get, request

_ORIGIN = "https://interim.example"
_OPEN = "Access-Control-Allow-Origin: *"
_PUT = request("PUT")
_PREFLIGHT = request("OPTIONS", f"Origin: {_ORIGIN}", "Access-Control-Request-Method: PUT")


def _case(status: int, *lines: str, asked: Request = _PUT, allowed: str = _OPEN) -> Case:
    return case(asked, final(200, allowed), probes={"preflight": (exchange(_PREFLIGHT, final(status, *lines)),)})


RAISES: dict[str, Case] = {
    "refused": _case(405, "Allow: PUT"),
    "a redirect": _case(302, _OPEN),
    "no origin": _case(204),
    "another origin": _case(204, "Access-Control-Allow-Origin: https://other.example"),
    "another method": _case(204, _OPEN, "Access-Control-Allow-Methods: GET, DELETE"),
    "no method": _case(204, _OPEN),
    "a GET, which needs no preflight": _case(404, asked=get()),
    "open to this origin": _case(404, allowed=f"Access-Control-Allow-Origin: {_ORIGIN}"),
}
QUIET: dict[str, Case] = {
    "allowed": _case(204, _OPEN, "Access-Control-Allow-Methods: GET, PUT"),
    "every method": _case(200, f"Access-Control-Allow-Origin: {_ORIGIN}", "Access-Control-Allow-Methods: *"),
    "a GET without a list of methods": _case(204, _OPEN, asked=get()),
    "open to others": _case(404, allowed="Access-Control-Allow-Origin: https://app.example"),
    "not open": _case(404, allowed="X-A: b"),
    "no origin was asked for": case(
        _PUT, final(200, _OPEN), probes={"preflight": (exchange(request("OPTIONS"), final(404)),)}
    ),
    "no answer": case(_PUT, final(200, _OPEN), probes={"preflight": (exchange(_PREFLIGHT),)}),
    "no check": case(_PUT, final(200, _OPEN)),
    "no final response": case(_PUT, probes={"preflight": (exchange(_PREFLIGHT, final(404)),)}),
}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("refused", "gets 405"),
        ("no origin", "has no Access-Control-Allow-Origin"),
        ("another origin", "allows https://other.example only"),
        ("another method", "does not allow the method PUT"),
    ],
)
def test_it_says_what_the_preflight_does(name: str, says: str) -> None:
    (found,) = RULE.judge(RAISES[name])
    assert found.message == f"The 200 is open to {_ORIGIN}, and its preflight {says}"
    assert (found.severity, found.probe) == (Severity.WARNING, "preflight")


def test_for_a_method_that_needs_none_it_is_a_note() -> None:
    assert RULE.judge(RAISES["a GET, which needs no preflight"])[0].severity is Severity.NOTE


def test_it_names_the_field_of_the_fault() -> None:
    fields = [RULE.judge(RAISES[name])[0].field for name in ("another method", "no origin")]
    assert fields == ["Access-Control-Allow-Methods", "Access-Control-Allow-Origin"]
