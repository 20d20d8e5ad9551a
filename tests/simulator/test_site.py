from pathlib import Path

from interim.asgi.channel import Pushed
from interim.simulator.config import Config
from interim.simulator.site import NoMetrics, Site
from interim.simulator.table import SqliteTable


def test_the_table_is_opened_when_it_is_asked_for_and_closed_once(tmp_path: Path) -> None:
    path = tmp_path / "table.sqlite"
    site = Site(Config(table_path=str(path)))
    assert not path.exists()
    assert isinstance(site.table, SqliteTable)
    assert site.table is site.table
    assert path.exists()
    site.close()
    site.close()


def test_no_metrics_count_nothing() -> None:
    metrics = NoMetrics()
    metrics.answered(200)
    metrics.interim(Pushed.SENT)
    metrics.held(1)
