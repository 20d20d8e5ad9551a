from interim.inspector.judge import judge
from interim.rules.finding import Severity
from interim.rules.settings import Settings
from tests.fakes.exchanges import exchange, final, get, interim

BROKEN = exchange(get(), interim(102, "Content-Length: 0", at=1.0), final(200, at=3.0))


def test_a_replay_is_judged_without_a_network() -> None:
    report = judge(BROKEN)
    assert report.exchange is BROKEN
    assert report.phases is None
    assert "INT002" in [finding.id for finding in report.at_or_above(Severity.ERROR)]


def test_the_settings_say_what_counts() -> None:
    assert {finding.id for finding in judge(BROKEN, Settings(select=("INT002",))).findings} == {"INT002"}
