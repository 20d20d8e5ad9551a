from interim.inspector.verdict import verdict
from interim.rules.finding import Severity
from interim.rules.settings import Settings
from tests.fakes.exchanges import DATE, exchange, final, get, interim

CLEAN = exchange(get(), final(200, DATE, "Content-Length: 1", "Cache-Control: no-store", content=b"a"))
FRAMED = exchange(get(), interim(103, "Content-Length: 3", "Link: </a>; rel=preload"), final(200, DATE))


def test_what_only_a_probe_shows_is_told_once_with_its_name() -> None:
    found = verdict(CLEAN, Settings(), {"head": (FRAMED,), "gzip": (FRAMED,)})
    assert [(finding.id, finding.probe) for finding in found if finding.id == "INT002"] == [("INT002", "head")]


def test_what_the_exchange_shows_is_not_told_again() -> None:
    found = verdict(FRAMED, Settings(), {"head": (FRAMED,)})
    assert [finding.probe for finding in found if finding.id == "INT002"] == [""]


def test_the_rules_that_count_are_those_of_the_settings() -> None:
    assert not verdict(CLEAN, Settings(ignore=("INT0",), select=("INT",)), {"head": (FRAMED,)})
    assert not verdict(CLEAN, Settings(select=("STA",)), {"head": (FRAMED,)})
    noted = Settings(select=("INT002",), severities={"INT002": Severity.NOTE})
    assert [finding.severity for finding in verdict(CLEAN, noted, {"head": (FRAMED,)})] == [Severity.NOTE]


def test_other_resources_are_not_judged() -> None:
    assert not verdict(CLEAN, Settings(select=("INT",)), {"monitor": (FRAMED,)})


def test_the_worst_stands_first() -> None:
    severities = [finding.severity for finding in verdict(CLEAN, Settings(), {"head": (FRAMED,)})]
    assert severities == sorted(severities, reverse=True)
