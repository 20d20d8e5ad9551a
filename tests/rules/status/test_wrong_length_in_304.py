from interim.exchange.messages import Framing
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.status.wrong_length_in_304 import RULE
from tests.fakes.exchanges import case, exchange, final, get, request

_ASKED = get('If-None-Match: "v1"')
_TAG = 'ETag: "v1"'


def _probed(not_modified: str, *lines: str, probe_lines: tuple[str, ...] = (_TAG,), status: int = 304) -> Case:
    answer = exchange(_ASKED, final(status, not_modified, *probe_lines))
    return case(get(), final(200, _TAG, *lines, content=b"abc"), probes={"etag": (answer,)})


RAISES: dict[str, Case] = {
    "another than the known": case(_ASKED, final(304, "Content-Length: 12"), known={"get_200_content_length": 1234}),
    "zero, and the known is not": case(_ASKED, final(304, "Content-Length: 0"), known={"get_200_content_length": 1234}),
    "zero": case(_ASKED, final(304, "Content-Length: 0")),
    "a probe with another": _probed("Content-Length: 4"),
    "a probe by date": case(
        get(),
        final(200, content=b"abc"),
        probes={"modified": (exchange(_ASKED, final(304, "Content-Length: 0")),)},
    ),
    "a probe of a HEAD": case(
        request("HEAD"),
        final(200, "Content-Length: 3", framing=Framing.NONE),
        probes={"etag": (exchange(_ASKED, final(304, "Content-Length: 4")),)},
    ),
}
QUIET: dict[str, Case] = {
    "the known length": case(_ASKED, final(304, "Content-Length: 1234"), known={"get_200_content_length": 1234}),
    "zero, and it is": case(_ASKED, final(304, "Content-Length: 0"), known={"get_200_content_length": 0}),
    "some length, nothing known": case(_ASKED, final(304, "Content-Length: 1234")),
    "a known value of another type": case(
        _ASKED, final(304, "Content-Length: 1234"), known={"get_200_content_length": True}
    ),
    "no length": case(_ASKED, final(304), known={"get_200_content_length": 1234}),
    "a malformed length, which FRM002 says": case(_ASKED, final(304, "Content-Length: x")),
    "a probe with the same": _probed("Content-Length: 3"),
    "a probe of what changed": _probed("Content-Length: 4", probe_lines=('ETag: "v2"',)),
    "a probe that got all": _probed("Content-Length: 4", status=200),
    "a probe without an answer": case(get(), final(200), probes={"etag": (exchange(_ASKED),)}),
    "a length to compare with is missing": case(
        request("HEAD"),
        final(200, framing=Framing.NONE),
        probes={"etag": (exchange(_ASKED, final(304, "Content-Length: 4")),)},
    ),
    "the 200 is incomplete": case(
        get(),
        final(200, content=b"a", complete=False),
        probes={"etag": (exchange(_ASKED, final(304, "Content-Length: 4")),)},
    ),
    "a 404": case(get(), final(404, "Content-Length: 0")),
    "no final response": case(get()),
}


def test_it_is_an_error_only_when_the_length_is_known() -> None:
    (sure,) = RULE.judge(RAISES["zero, and the known is not"])
    (guess,) = RULE.judge(RAISES["zero"])
    assert (sure.severity, guess.severity) == (Severity.ERROR, Severity.WARNING)
    assert sure.message == "The 304 carries Content-Length: 0, and the 200 has 1234 octets"
    assert sure.data == {"content_length": 0, "full": 1234}
    assert guess.data == {"content_length": 0}


def test_it_names_the_check_that_showed_it() -> None:
    assert RULE.judge(RAISES["a probe with another"])[0].probe == "etag"
    assert RULE.judge(RAISES["zero"])[0].probe == ""
