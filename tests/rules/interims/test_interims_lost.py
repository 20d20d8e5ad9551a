from interim.exchange.exchange import Exchange
from interim.rules.case import Case, Probe
from interim.rules.interims.interims_lost import RULE
from tests.fakes.exchanges import case, exchange, final, get, interim


def _other(name: Probe, other: Exchange) -> dict[Probe, tuple[Exchange, ...]]:
    return {name: (other,)}


_BEATS = [interim(102, at=20.0), interim(102, at=40.0), interim(102, at=60.0)]
_SILENT = exchange(get(), final(at=65.0), url="http://proxy.test/x")
_FIRST = exchange(get(), interim(102, at=20.0), final(at=65.0), url="http://proxy.test/x")
_TALKS = exchange(get(), *_BEATS, final(at=65.0), url="http://proxy.test/x")

RAISES: dict[str, Case] = {
    "the proxy swallows them": case(get(), *_BEATS, final(at=65.0), probes=_other("compare", _SILENT)),
    "the proxy passes only the first": case(get(), *_BEATS, final(at=65.0), probes=_other("compare", _FIRST)),
    "the first path swallows them": case(get(), final(at=65.0), probes=_other("compare", _TALKS)),
    "HTTP/2 swallows them": case(
        get(), *_BEATS, final(at=65.0), probes=_other("http2", exchange(get(version="HTTP/2"), final(at=65.0)))
    ),
    "HTTP/1.1 swallows them": case(
        get(version="HTTP/2"), interim(103), final(), probes=_other("http11", exchange(get(), final()))
    ),
    "the other path never answered": case(
        get(), *_BEATS, final(at=65.0), probes=_other("compare", exchange(get(), ended_at=70.0))
    ),
}
QUIET: dict[str, Case] = {
    "the same on both": case(get(), *_BEATS, final(at=65.0), probes=_other("compare", _TALKS)),
    "the other path was quicker": case(
        get(), *_BEATS, final(at=65.0), probes=_other("compare", exchange(get(), final(at=0.3)))
    ),
    "one beat more or less": case(
        get(), interim(102, at=20.0), interim(102, at=40.0), final(at=45.0), probes=_other("compare", _FIRST)
    ),
    "a 100 is for the next hop": case(get(), interim(100), final(), probes=_other("compare", exchange(get(), final()))),
    "no comparison was made": case(get(), *_BEATS, final(at=65.0)),
}


def test_it_names_both_paths_and_both_counts() -> None:
    found = RULE.judge(RAISES["the proxy passes only the first"])
    assert [(one.message, one.probe, one.data) for one in found] == [
        (
            "102 came 3 times on http://example.test/x and once on http://proxy.test/x in the same time",
            "compare",
            {"status": 102, "seen": 1, "due": 3, "lost_on": "http://proxy.test/x"},
        )
    ]


def test_it_names_the_version_that_loses_them() -> None:
    found = RULE.judge(RAISES["HTTP/1.1 swallows them"])
    assert [one.message for one in found] == ["103 came once on HTTP/2 and not at all on HTTP/1.1 in the same time"]


def test_the_other_direction_is_named_as_well() -> None:
    found = RULE.judge(RAISES["the first path swallows them"])
    assert [one.data["lost_on"] for one in found] == ["http://example.test/x"]
