from typing import Any

import pytest

from interim.operations.place import Place, is_at_monitor, mounted_at, place_of
from tests.fakes.asgi import scope_of


def test_a_place_leads_to_an_operation() -> None:
    place = place_of(scope_of("/render"), "/operations")
    assert place == Place(path="/operations", origin="http://test")
    assert place.of("abc") == "/operations/abc"
    assert place.link("abc") == (b"link", b'</operations/abc>; rel="status"')


def test_a_root_path_comes_first() -> None:
    assert place_of(scope_of("/api/render", root_path="/api"), "/operations").path == "/api/operations"
    assert place_of(scope_of("/api/render", root_path="/api/"), "/operations").path == "/api/operations"


def test_what_an_endpoint_is_mounted_under_is_not_what_the_application_is_mounted_under() -> None:
    scope = scope_of("/api/sub/render", root_path="/api/sub", app_root_path="/api")
    assert place_of(scope, "/operations").path == "/api/operations"


@pytest.mark.parametrize("root", ["/a\r\nset-cookie: x=y", "/a>b", "/\u00e9", '/a"b', "/a b", "/%41"])
def test_no_path_breaks_out_of_a_field(root: str) -> None:
    place = mounted_at(scope_of("/"), f"{root}/operations/")
    assert place.path.endswith("/operations")
    assert place.path.isascii()
    assert not set(place.path) & set('\r\n<>" ')
    assert b"\n" not in place.link("id")[1]


@pytest.mark.parametrize(
    ("path", "members", "expected"),
    [
        ("/operations", {}, True),
        ("/operations/abc", {}, True),
        ("/operations2", {}, False),
        ("/render", {}, False),
        ("/api/operations/abc", {"root_path": "/api"}, True),
        ("/api/operations/abc", {"root_path": "/api/sub", "app_root_path": "/api"}, True),
        ("/operations", {"root_path": "/api"}, False),
    ],
)
def test_a_request_for_the_monitor_is_known_by_its_path(path: str, members: dict[str, Any], expected: bool) -> None:
    assert is_at_monitor(scope_of(path, **members), "/operations") is expected
