import pytest

from interim.asgi.path import local_path
from tests.fakes.asgi import scope_of


@pytest.mark.parametrize(
    ("raw", "root", "local"),
    [
        ("/api/status/200", "", "/api/status/200"),
        ("/sim/api/status/200", "/sim", "/api/status/200"),
        ("/sim", "/sim", "/"),
        ("/a%20b/x", "/a b", "/x"),
        ("/a(b/x", "/a(b", "/x"),
        ("/api/status/200", "/sim", "/api/status/200"),
        ("/api/status/200%2C500", "", "/api/status/200%2C500"),
    ],
)
def test_the_path_is_that_below_the_mount_point(raw: str, root: str, local: str) -> None:
    assert local_path(scope_of(raw, root_path=root)) == local


def test_a_server_without_raw_path_will_do() -> None:
    scope = scope_of("/x") | {"path": "/a b%", "raw_path": None}
    assert local_path(scope) == "/a%20b%25"
