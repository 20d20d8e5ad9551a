from typing import Any

import pytest

from interim.asgi.keepalive_settings import KeepAliveSettings, Routes
from interim.errors import InvalidInput


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({"path": "nginx"}, "path"),
        ({"every_s": -1}, "every_s"),
        ({"allow": True}, "allow"),
        ({"body": "xml-space"}, "body"),
        ({"progress_field": "content-length"}, "progress_field"),
        ({"progress_field": "a b"}, "progress_field"),
        ({"progress_field": "日"}, "progress_field"),
        ({"progress_field": "Link"}, "progress_field"),
        ({"progress_field": "set-cookie"}, "progress_field"),
        ({"every": 3}, "setting"),
        ({"hold_s": 3}, "setting"),
    ],
    ids=str,
)
def test_a_bad_setting_is_refused_by_its_name(words: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        KeepAliveSettings().changed(**words)
    assert raised.value.parameter == named


def test_what_is_changed_differs_and_the_rest_stays() -> None:
    base = KeepAliveSettings().changed(path="direct", progress_field="x-progress")
    changed = base.changed(every_s=3, body="json-space")
    assert (changed.policy.path, changed.policy.every_s) == ("direct", 3)
    assert (changed.progress_field, changed.body) == ("x-progress", "json-space")
    assert base.policy.every_s == 25


@pytest.mark.parametrize(
    ("words", "is_idle"),
    [
        ({}, True),
        ({"path": "direct"}, False),
        ({"path": "direct", "max_interims": 0}, True),
        ({"body": "json-space"}, False),
    ],
    ids=str,
)
def test_settings_are_idle_when_nothing_is_ever_sent(words: dict[str, Any], is_idle: bool) -> None:
    assert KeepAliveSettings().changed(**words).is_idle is is_idle


ROUTES = {
    "/reports": {"every_s": 1},
    "/reports/7/": {"every_s": 2},
    "/upload": None,
}


@pytest.mark.parametrize(
    ("path", "every_s"),
    [
        ("/", 25),
        ("", 25),
        ("/report", 25),
        ("/reports2", 25),
        ("/reports", 1),
        ("/reports/", 1),
        ("/reports/8/pages/3", 1),
        ("/reports/7", 2),
        ("/reports/7/pages", 2),
        ("/upload/x", None),
    ],
)
def test_the_longest_path_that_covers_a_request_counts(path: str, every_s: float | None) -> None:
    found = Routes(KeepAliveSettings(), ROUTES).of({"path": path})
    assert (found.policy.every_s if found is not None else None) == every_s


def test_the_path_is_that_below_the_mount_point() -> None:
    routes = Routes(KeepAliveSettings(), ROUTES)
    assert routes.of({"path": "/app/upload", "root_path": "/app"}) is None
    assert routes.of({"path": "/upload", "root_path": "/app"}) is None


def test_a_slash_covers_everything() -> None:
    routes = Routes(KeepAliveSettings(), {"/": None})
    assert routes.of({"path": "/a/b"}) is None
    assert list(routes) == [KeepAliveSettings(), None]


@pytest.mark.parametrize("routes", [{"reports": None}, {"/a": {"every": 3}}], ids=str)
def test_a_bad_route_is_refused(routes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        Routes(KeepAliveSettings(), routes)
