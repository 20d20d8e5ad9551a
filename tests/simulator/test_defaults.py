import pytest

from interim.codes.registry import REGISTRY
from interim.codes.status import Level
from interim.simulator.defaults import METHODS, default_lines


def names(code: int, http_version: str = "1.1", method: str = "GET") -> set[str]:
    lines = default_lines(code, method=method, http_version=http_version, root_path="", size_bytes=None)
    return {name.decode() for name, _ in lines}


# Content-Range of a 206 depends on its content, and Content-Type is that of the content.
_ELSEWHERE = {"Content-Range", "Content-Type", "Date"}
_DEMANDED = [
    (code, rule.name)
    for code, status in REGISTRY.items()
    for rule in status.fields
    if status.final and code != 101 and rule.name not in _ELSEWHERE
    # What holds only beside something that a simulated answer does not have is not owed.
    if (rule.level in {Level.MUST, Level.SHOULD, Level.EXPECTED} and not rule.when) or (rule.name == "Retry-After")
]


@pytest.mark.parametrize(("code", "field"), _DEMANDED, ids=[f"{code}-{field}" for code, field in _DEMANDED])
def test_what_the_registry_demands_is_there(code: int, field: str) -> None:
    assert field.lower() in names(code)


def test_a_405_does_not_allow_the_method_it_refused() -> None:
    for method in METHODS:
        ((_, allow),) = default_lines(405, method=method, http_version="1.1", root_path="", size_bytes=None)
        assert method not in allow.decode().split(", ")


@pytest.mark.parametrize("code", [408, 426])
def test_connection_fields_stay_off_http2(code: int) -> None:
    assert "connection" in names(code)
    assert not names(code, "2") & {"connection", "upgrade"}


def test_a_416_tells_the_length_it_knows() -> None:
    assert default_lines(416, method="GET", http_version="2", root_path="", size_bytes=9) == [
        (b"content-range", b"bytes */9")
    ]


def test_a_redirection_stays_below_the_mount_point() -> None:
    assert default_lines(302, method="GET", http_version="1.1", root_path="/a b", size_bytes=None) == [
        (b"location", b"/a%20b/api/status/200")
    ]


def test_an_unknown_code_asks_for_nothing() -> None:
    assert names(299) == set()
