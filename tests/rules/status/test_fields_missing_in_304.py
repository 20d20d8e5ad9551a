from interim.rules.case import Case, Probe
from interim.rules.status.fields_missing_in_304 import RULE
from tests.fakes.exchanges import DATE, case, exchange, final, get

_ASKED = get('If-None-Match: "v1"')
_FULL = final(200, DATE, 'ETag: "v1"', "Cache-Control: max-age=60", "Vary: Accept")


def _case(*lines: str, probe: Probe = "etag", status: int = 304) -> Case:
    return case(get(), _FULL, probes={probe: (exchange(_ASKED, final(status, *lines)),)})


RAISES: dict[str, Case] = {
    "all": _case(),
    "one": _case(DATE, 'ETag: "v1"', "Vary: Accept"),
    "by date": _case(DATE, 'ETag: "v1"', "Cache-Control: max-age=60", probe="modified"),
}
QUIET: dict[str, Case] = {
    "none": _case(DATE, 'ETag: "v1"', "Cache-Control: max-age=60", "Vary: Accept"),
    "with other values": _case("Date: x", 'ETag: "v2"', "Cache-Control: max-age=59", "Vary: *"),
    "a 200": _case(status=200),
    "no answer": case(get(), _FULL, probes={"etag": (exchange(_ASKED),)}),
    "the 200 has none either": case(get(), final(200), probes={"etag": (exchange(_ASKED, final(304)),)}),
    "the exchange is a 404": case(get(), final(404, DATE), probes={"etag": (exchange(_ASKED, final(304)),)}),
    "no final response": case(get()),
}


def test_it_lists_what_is_missing() -> None:
    (found,) = RULE.judge(RAISES["all"])
    assert found.message == "The 304 lacks Date, ETag, Vary, Cache-Control, which the 200 has"
    assert (found.field, found.probe) == ("Date", "etag")
    assert found.data == {"fields": ["Date", "ETag", "Vary", "Cache-Control"]}
