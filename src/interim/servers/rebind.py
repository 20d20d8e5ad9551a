"""Rebinding: a copy of a foreign function in which some of its globals are ours.

uvicorn creates its request cycle and looks up its status lines through names of its modules, in the middle of long
methods. A copied method with those names replaced runs uvicorn's own code, unlike a rewritten method, and leaves
uvicorn itself untouched, unlike a patched module.
"""

import types
from collections.abc import Callable
from typing import Any, TypeVar, cast

__all__ = ["rebind"]

_F = TypeVar("_F", bound=Callable[..., Any])


def rebind(function: _F, **replaced: object) -> _F:
    """The same function with globals replaced. The guard has checked that it uses them."""
    original = cast("types.FunctionType", function)
    copy = types.FunctionType(
        original.__code__,
        {**original.__globals__, **replaced},
        original.__name__,
        original.__defaults__,
        original.__closure__,
    )
    copy.__kwdefaults__ = original.__kwdefaults__
    copy.__qualname__ = original.__qualname__
    return cast("_F", copy)
