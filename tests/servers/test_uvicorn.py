"""The names for ``uvicorn --http``: what they are, and what is said when they cannot be had."""

import importlib
import importlib.metadata
import sys

import pytest
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

import interim.servers.uvicorn as names
from interim.errors import UnsupportedServer

_HOMES = {
    "InterimHttpTools": "interim.servers.uvicorn_httptools",
    "InterimH11": "interim.servers.uvicorn_h11",
    "InterimZttp": "interim.servers.uvicorn_zttp",
}
_ALL_HOMES = [*_HOMES.values(), "interim.servers.uvicorn_zttp_h1", "interim.servers.uvicorn_zttp_h2"]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adapters are imported again, and afterwards are as they were."""
    for home in _ALL_HOMES:
        monkeypatch.delitem(sys.modules, home, raising=False)


@pytest.mark.parametrize("name", names.__all__)
def test_each_name_is_a_protocol_class(name: str) -> None:
    assert getattr(names, name).__name__ == name


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'InterimDaphne'"):
        names.InterimDaphne  # noqa: B018


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("name", "missing", "extra"),
    [
        ("InterimHttpTools", "httptools", "uvicorn"),
        ("InterimH11", "h11", "uvicorn"),
        ("InterimZttp", "zttp", "http2"),
        ("InterimHttpTools", "uvicorn", "uvicorn"),
    ],
)
def test_a_missing_package_is_named_with_the_extra_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, name: str, missing: str, extra: str
) -> None:
    for loaded in [*sys.modules]:
        if loaded == missing or loaded.startswith((f"{missing}.", "uvicorn.protocols.http.")):
            monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UnsupportedServer, match=rf"{name} needs {missing}.*pip install 'interim\[{extra}\]'"):
        getattr(names, name)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("name", names.__all__)
def test_another_version_of_uvicorn_is_refused_at_import(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(uvicorn, "__version__", "0.60.1")
    with pytest.raises(UnsupportedServer, match=r"supports uvicorn >=0\.54,<0\.55, found 0\.60\.1"):
        getattr(names, name)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(("name", "package"), [("InterimH11", "h11"), ("InterimZttp", "zttp")])
def test_another_version_of_a_parser_is_refused_at_import(
    monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda asked: "9.9" if asked == package else version(asked))
    with pytest.raises(UnsupportedServer, match=rf"supports {package} .*, found 9\.9"):
        getattr(names, name)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("name", "owner", "method"),
    [
        ("InterimHttpTools", HttpToolsProtocol, "on_headers_complete"),
        ("InterimH11", H11Protocol, "handle_events"),
    ],
)
def test_another_inside_of_uvicorn_is_refused_at_import(
    monkeypatch: pytest.MonkeyPatch, name: str, owner: type, method: str
) -> None:
    monkeypatch.setattr(owner, method, lambda self: None)
    with pytest.raises(UnsupportedServer, match=f"{method} does not use RequestResponseCycle"):
        getattr(names, name)


@pytest.mark.usefixtures("fresh")
def test_another_switch_between_the_versions_of_http_is_refused_at_import(monkeypatch: pytest.MonkeyPatch) -> None:
    auto = importlib.import_module("uvicorn.protocols.http.auto_zttp_impl")
    monkeypatch.setattr(auto.AutoZttpProtocol, "_switch", lambda self: None)
    with pytest.raises(UnsupportedServer, match="_switch does not use ZttpH2Protocol"):
        _ = names.InterimZttp
