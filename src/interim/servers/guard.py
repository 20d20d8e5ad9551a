"""The guard: refuses a server package whose version, or whose inside, is not the one an adapter was written for.

The adapters touch private parts of other packages. A change there must stop the import with a sentence that names the
versions and the fix; it must not turn into interim responses that quietly go missing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from interim.errors import UnsupportedServer
from interim.version import __version__

__all__ = ["Seam", "require"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """A function of a foreign package that an adapter relies on.

    Attributes:
        owner: the class or module that must have the function.
        function: its name.
        mentions: names that its code must use: globals that we replace, attributes that we read or set.
    """

    owner: Any
    function: str
    mentions: frozenset[str] = frozenset()

    def faults(self) -> list[str]:
        """What is not as expected, in words."""
        where = f"{getattr(self.owner, '__module__', '')}.{self.owner.__name__}.{self.function}".lstrip(".")
        function: Callable[..., Any] | None = getattr(self.owner, self.function, None)
        if function is None:
            return [f"{where} is missing"]
        code = getattr(function, "__code__", None)
        if code is None:
            return [f"{where} is not a Python function"] if self.mentions else []
        known = {*code.co_names, *code.co_varnames, *code.co_freevars}
        return [f"{where} does not use {name}" for name in sorted(self.mentions - known)]


def require(package: str, found: str, *, at_least: str, below: str, extra: str, seams: Iterable[Seam] = ()) -> None:
    """Check a package before its inside is touched.

    Args:
        package: its name on the package index.
        found: its version.
        at_least: the first version that works.
        below: the first version that was not tried.
        extra: the extra of interim that installs a version that works.
        seams: what the adapter relies on.

    Raises:
        UnsupportedServer: naming the versions, what differs and the fix.
    """
    fix = f"run: pip install 'interim[{extra}]'"
    supports = f"interim {__version__} supports {package} >={at_least},<{below}, found {found}"
    if not _numbers(at_least) <= _numbers(found) < _numbers(below):
        raise UnsupportedServer(f"{supports}; {fix}")
    faults = [fault for seam in seams for fault in seam.faults()]
    if faults:
        raise UnsupportedServer(f"{supports}, but its inside is not as expected: {'; '.join(faults)}; {fix}")


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: (0, 54, 1) of ``0.54.1rc2``; enough to tell minor versions apart."""
    numbers = []
    for part in version.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)
