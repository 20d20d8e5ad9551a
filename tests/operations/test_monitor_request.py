from typing import Any

import pytest

from interim.asgi.refusal import Refusal
from interim.operations.monitor_request import Action, MonitorRequest, read_request
from tests.fakes.asgi import scope_of

ID = "A" * 22


def read(target: str = f"/{ID}", method: str = "GET", base: str = "/operations", **fields: str) -> MonitorRequest:
    headers = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in fields.items()]
    return read_request(scope_of(target, method=method, headers=headers), base)


@pytest.mark.parametrize(
    ("method", "path", "action"),
    [
        ("GET", "/", Action.LIST),
        ("HEAD", "/", Action.LIST),
        ("GET", f"/{ID}", Action.SHOW),
        ("HEAD", f"/{ID}", Action.SHOW),
        ("GET", f"/{ID}/", Action.SHOW),
        ("GET", f"/{ID}/result", Action.RESULT),
        ("HEAD", f"/{ID}/result", Action.RESULT),
        ("DELETE", f"/{ID}", Action.CANCEL),
        ("POST", f"/{ID}/cancel", Action.CANCEL),
        ("POST", f"/{ID}:cancel", Action.CANCEL),
        ("GET", f"/operations/{ID}", Action.SHOW),
        ("GET", "/operations", Action.LIST),
    ],
)
def test_what_is_asked_for_is_in_path_and_method(method: str, path: str, action: Action) -> None:
    asked = read(path, method)
    assert asked.action is action
    assert asked.id == ("" if action is Action.LIST else ID)


def test_a_root_path_is_left_out() -> None:
    scope = scope_of(f"/api/operations/{ID}/result", root_path="/api/operations")
    assert read_request(scope, "/operations").action is Action.RESULT


@pytest.mark.parametrize("path", [f"/{ID}/other", f"/{ID}/result/more", f"/{ID}:stop", "//", "/a:b"])
def test_nothing_else_is_there(path: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(path)
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/", b"GET, HEAD"),
        ("PUT", f"/{ID}", b"GET, HEAD, DELETE"),
        ("POST", f"/{ID}/result", b"GET, HEAD"),
        ("DELETE", f"/{ID}/result", b"GET, HEAD"),
        ("GET", f"/{ID}/cancel", b"POST"),
        ("GET", f"/{ID}:cancel", b"POST"),
    ],
)
def test_another_method_is_told_which_to_use(method: str, path: str, allow: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read(path, method)
    assert refused.value.status == 405
    assert list(refused.value.lines) == [(b"allow", allow)]


@pytest.mark.parametrize(
    ("accept", "action"),
    [
        ("", Action.SHOW),
        ("*/*", Action.SHOW),
        ("application/json", Action.SHOW),
        ("text/event-stream", Action.STREAM),
        ("Text/HTML", Action.PAGE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Action.PAGE),
        ("application/json, text/plain, */*", Action.SHOW),
        ("application/json, text/event-stream", Action.SHOW),
        ("application/json;q=0.5, text/html;q=0.9", Action.PAGE),
        ("text/html;level=1; q=0.1, application/json", Action.SHOW),
        ("text/html;q=0", Action.SHOW),
        ("text/html;q=0.000", Action.SHOW),
        ("text/html;q=much", Action.PAGE),
        ("image/png", Action.SHOW),
    ],
)
def test_accept_says_in_which_form(accept: str, action: Action) -> None:
    assert read(accept=accept).action is action


def test_a_head_request_is_not_streamed() -> None:
    assert read(method="HEAD", accept="text/event-stream").action is Action.SHOW
    assert read(method="HEAD", accept="text/html").action is Action.PAGE


@pytest.mark.parametrize(
    ("prefer", "wait_s"),
    [("wait=30", 30), ("wait=1000", 60), ("wait=soon", 0), ("wait=0", 0), ("respond-async", 0), ('wait="7"', 7)],
)
def test_prefer_says_how_long_to_wait(prefer: str, wait_s: int) -> None:
    assert read(prefer=prefer).wait_s == wait_s


def test_a_head_request_does_not_wait() -> None:
    assert read(method="HEAD", prefer="wait=30").wait_s == 0


@pytest.mark.parametrize(
    ("value", "has"),
    [
        ('"v3"', True),
        ('W/"v3"', True),
        ('"v1", "v3"', True),
        ('"other",W/"v1" ,  W/"v3"', True),
        ("*", True),
        (" * ", True),
        ('"v30"', False),
        ('"v1", "v2"', False),
        ('"xv3"', False),
        ("v3", False),
        ('"*"', False),
        ('"v3', False),
        ("", False),
    ],
)
def test_a_version_is_known_by_its_entity_tag(value: str, has: bool) -> None:
    assert read(if_none_match=value).has(3) is has


def test_a_client_without_a_tag_has_no_version() -> None:
    assert read().tags == frozenset()
    assert not read().has(0)


@pytest.mark.parametrize(
    ("last", "version"), [("7", 7), ("", None), ("x", None), ("-1", None), ("9" * 19, None), ("\u00b2", None)]
)
def test_a_stream_goes_on_after_the_last_event(last: str, version: int | None) -> None:
    members: dict[str, Any] = {"accept": "text/event-stream", "last_event_id": last}
    assert read(**members).version == version


def test_a_stream_is_read_from_the_start_without_one() -> None:
    assert read(accept="text/event-stream").version is None
