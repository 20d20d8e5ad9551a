"""The pytest plugin: `interim_server`, a real simulator to test a client against.

::

    def test_my_client_survives_102(interim_server):
        answer = my_client.get(f"{interim_server}/api/status/102?count=3&interval=100ms")
        assert answer.status == 200

The server starts when a test first asks for it, on a free port of 127.0.0.1, and serves all tests of the session. By
default it runs in a thread; ``interim_server_mode = process`` in the pytest configuration, or
``--interim-server-mode=process``, gives it a process of its own, for tests that block or measure.
"""

from collections.abc import Iterator

import pytest

__all__ = ["interim_server"]

_MODES = ("thread", "process")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add where the server runs, and whether it speaks HTTP/2."""
    group = parser.getgroup("interim", "the simulator of interim (fixture interim_server)")
    group.addoption("--interim-server-mode", choices=_MODES, default=None, help="where interim_server runs")
    group.addoption(
        "--interim-server-http2", action="store_true", default=None, help="interim_server speaks HTTP/2 too"
    )
    parser.addini("interim_server_mode", "where interim_server runs: thread or process", default="thread")
    parser.addini("interim_server_http2", "interim_server speaks HTTP/2 too", type="bool", default=False)


@pytest.fixture(scope="session")
def interim_server(pytestconfig: pytest.Config) -> Iterator[str]:
    """The base URL of a running simulator, such as ``http://127.0.0.1:40123``, without a slash at its end."""
    mode = pytestconfig.getoption("--interim-server-mode") or pytestconfig.getini("interim_server_mode")
    if mode not in _MODES:
        raise pytest.UsageError(f"interim_server_mode: got {mode!r}, allowed: {' or '.join(_MODES)}")
    http2 = bool(pytestconfig.getoption("--interim-server-http2") or pytestconfig.getini("interim_server_http2"))
    try:
        from interim.testing.simulator import simulator_in_process, simulator_in_thread
    except ModuleNotFoundError as error:
        raise pytest.UsageError(f"{error.name} is not installed; run: pip install 'interim[cli]'") from error
    start = simulator_in_thread if mode == "thread" else simulator_in_process
    with start(http2=http2) as url:
        yield url
