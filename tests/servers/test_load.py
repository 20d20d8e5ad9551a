"""Loading an application by its import string."""

import sys
from pathlib import Path

import pytest

from interim.servers.load import CannotLoad, check_app, import_from_here


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


def test_a_module_of_the_current_folder_is_found(here: Path) -> None:
    (here / "interim_test_found.py").write_text("class a:\n    async def app(scope, receive, send): ...\n")
    import_from_here()
    import_from_here()
    assert sys.path.count(str(here)) == 1
    check_app("interim_test_found:a.app")


def test_an_application_itself_is_taken_as_it_is() -> None:
    check_app(lambda scope: None)


@pytest.mark.parametrize(
    ("app", "says"),
    [
        ("main", "write MODULE:APP"),
        (":app", "write MODULE:APP"),
        ("main:", "write MODULE:APP"),
        ("interim_no_such_module:app", "there is no module 'interim_no_such_module'"),
        ("interim.no_such_module:app", "there is no module 'interim.no_such_module'"),
        ("interim:nothing", "module 'interim' has no 'nothing'"),
        ("interim:__version__", "'interim:__version__' is str, not an ASGI application"),
    ],
)
def test_a_string_that_names_no_application_is_refused_with_the_reason(app: str, says: str) -> None:
    with pytest.raises(CannotLoad, match=says):
        check_app(app)


def test_an_import_that_fails_inside_the_module_keeps_its_traceback(here: Path) -> None:
    (here / "interim_test_broken.py").write_text("import interim_no_such_dependency\n")
    import_from_here()
    with pytest.raises(ModuleNotFoundError, match="interim_no_such_dependency"):
        check_app("interim_test_broken:app")
