"""Loading an application by its import string, with errors in plain words."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interim.errors import InterimError

__all__ = ["CannotLoad", "check_app", "import_from_here"]


class CannotLoad(InterimError):
    """The application cannot be loaded."""


def import_from_here() -> None:
    """Let modules of the current folder be imported, as ``python -m`` does. Worker processes inherit it."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)


def check_app(app: str | Callable[..., Any]) -> None:
    """Import what is to be served. What the import itself raises passes through, with its traceback.

    Raises:
        CannotLoad: the string has no such form, or no such module or attribute is there, or it is not callable.
    """
    if not isinstance(app, str):
        return
    module_name, _, path = app.partition(":")
    if not module_name or not path:
        raise CannotLoad(f"{app!r} does not name an application; write MODULE:APP, such as main:app")
    try:
        found: Any = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name is None or not (module_name == error.name or module_name.startswith(f"{error.name}.")):
            raise
        raise CannotLoad(
            f"there is no module {error.name!r}, looked for in {Path.cwd()} and the installed packages"
        ) from error
    for name in path.split("."):
        try:
            found = getattr(found, name)
        except AttributeError as error:
            raise CannotLoad(f"module {module_name!r} has no {path!r}") from error
    if not callable(found):
        raise CannotLoad(f"{app!r} is {type(found).__name__}, not an ASGI application")
