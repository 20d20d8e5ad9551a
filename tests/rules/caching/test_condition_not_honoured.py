from interim.rules.caching.condition_not_honoured import RULE
from interim.rules.case import Case, Probe
from tests.fakes.exchanges import case, exchange, final, get, post

_TAG = 'ETag: "v1"'
_THEN = "Last-Modified: Sun, 01 Nov 2026 16:00:00 GMT"


def _case(status: int, *lines: str, probe: Probe = "etag") -> Case:
    return case(get(), final(200, _TAG, _THEN), probes={probe: (exchange(get(), final(status, *lines)),)})


RAISES: dict[str, Case] = {
    "If-None-Match": _case(200, _TAG, _THEN),
    "If-Modified-Since": _case(200, _TAG, _THEN, probe="modified"),
    "now a weak tag": _case(200, 'ETag: W/"v1"'),
    "412": _case(412),
}
QUIET: dict[str, Case] = {
    "304": _case(304, _TAG),
    "304 by date": _case(304, probe="modified"),
    "another tag: it changed": _case(200, 'ETag: "v2"', _THEN),
    "another tag, by date": _case(200, 'ETag: "v2"', _THEN, probe="modified"),
    "another date: it changed": _case(200, _TAG, "Last-Modified: Sun, 22 Nov 2026 16:00:00 GMT", probe="modified"),
    "no validator any more": _case(200),
    "busy": _case(503),
    "no answer": case(get(), final(200, _TAG), probes={"etag": (exchange(get()),)}),
    "no validator to begin with": case(get(), final(200), probes={"etag": (exchange(get(), final(200, _TAG)),)}),
    "POST": case(post(), final(200, _TAG), probes={"etag": (exchange(get(), final(200, _TAG)),)}),
    "404": case(get(), final(404, _TAG), probes={"etag": (exchange(get(), final(404, _TAG)),)}),
    "no check": case(get(), final(200, _TAG)),
    "no final response": case(get()),
}


def test_it_names_the_condition_and_the_check() -> None:
    (tag,) = RULE.judge(RAISES["If-None-Match"])
    assert tag.message == 'If-None-Match with the ETag of the response, "v1", got 200 instead of 304'
    assert (tag.field, tag.probe) == ("ETag", "etag")
    (date,) = RULE.judge(RAISES["If-Modified-Since"])
    assert (date.field, date.probe) == ("Last-Modified", "modified")
