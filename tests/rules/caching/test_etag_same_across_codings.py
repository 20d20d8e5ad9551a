from interim.rules.caching.etag_same_across_codings import RULE
from interim.rules.case import Case
from tests.fakes.exchanges import case, exchange, final, get

_TAG = 'ETag: "v1"'
_GZIP = "Content-Encoding: gzip"


def _case(*lines: str, status: int = 200, first: str = _TAG) -> Case:
    return case(get(), final(200, first), probes={"gzip": (exchange(get(), final(status, *lines)),)})


RAISES: dict[str, Case] = {
    "the exchange and gzip": _case(_TAG, _GZIP),
    "identity and gzip": case(
        get(),
        final(404),
        probes={
            "identity": (exchange(get(), final(200, _TAG)),),
            "gzip": (exchange(get(), final(200, _TAG, _GZIP)),),
        },
    ),
}
QUIET: dict[str, Case] = {
    "a weak tag": _case('ETag: W/"v1"', _GZIP, first='ETag: W/"v1"'),
    "another tag": _case('ETag: "v1-gzip"', _GZIP),
    "no coding": _case(_TAG),
    "identity by name": _case(_TAG, "Content-Encoding: identity"),
    "no tags": _case(_GZIP, first="X-A: b"),
    "not a 200": _case(_TAG, _GZIP, status=206),
    "no answer": case(get(), final(200, _TAG), probes={"gzip": (exchange(get()),)}),
    "no check": case(get(), final(200, _TAG)),
    "no final response": case(get()),
}


def test_it_names_the_codings_once() -> None:
    (found,) = RULE.judge(
        case(
            get(),
            final(200, _TAG),
            probes={
                "identity": (exchange(get(), final(200, _TAG)),),
                "gzip": (exchange(get(), final(200, _TAG, _GZIP)),),
            },
        )
    )
    assert found.message == 'ETag: "v1" is strong, and the same with content codings none and gzip'
    assert (found.field, found.probe) == ("ETag", "gzip")
