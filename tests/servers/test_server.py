"""uvicorn's supervisor with our workers."""

from collections.abc import Callable

import pytest

from interim.servers.config import InterimConfig
from interim.servers.options import ServerOptions
from interim.servers.server import Worker


class _Watched(Worker):
    """Notes whether there is a server when the thread that answers healthchecks is made."""

    had_server = False

    @property
    def always_pong(self) -> Callable[[], None]:  # asked for when the thread is made
        self.had_server = self._server is not None
        return lambda: None


def test_the_server_of_a_worker_is_made_before_a_second_thread_could_make_another() -> None:
    worker = _Watched(
        InterimConfig("nosuch:app", ServerOptions(port=0, log_level="critical"), factory=False, own_logging=False), []
    )
    with pytest.raises(SystemExit):
        worker.target([])
    assert worker.had_server
    worker.parent_conn.close()
    worker.child_conn.close()
