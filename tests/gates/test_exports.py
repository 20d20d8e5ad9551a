"""The public surface: what `import interim` gives, and that each module says what it exports."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import interim

SOURCES = Path(interim.__file__).parent
MODULES = sorted(module.name for module in pkgutil.walk_packages([str(SOURCES)], "interim."))


def test_the_package_exports_these_names() -> None:
    assert interim.__all__ == [
        "Delivery",
        "Detach",
        "InterimError",
        "InvalidInput",
        "KeepAlive",
        "LocalProtocolError",
        "Op",
        "Operations",
        "ProtocolError",
        "Pushed",
        "RemoteProtocolError",
        "UnknownCode",
        "UnsupportedServer",
        "__version__",
        "send_interim",
    ]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_a_module_exports_names_it_has_and_describes_itself(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    is_room = hasattr(module, "__path__")
    assert is_room or hasattr(module, "__all__"), f"{name} has no __all__"
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported), f"{name}.{exported}"


@pytest.mark.parametrize("room", sorted(path.name for path in SOURCES.iterdir() if (path / "__init__.py").exists()))
def test_a_rooms_init_holds_no_logic(room: str) -> None:
    tree = ast.parse((SOURCES / room / "__init__.py").read_text())
    allowed = (ast.Expr, ast.ImportFrom, ast.Assign)
    assert all(isinstance(node, allowed) for node in tree.body)
