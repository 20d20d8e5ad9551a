"""The guard: pure, so every refusal is shown without another version of a server."""

from types import SimpleNamespace

import pytest

from interim.errors import UnsupportedServer
from interim.servers.guard import Seam, require
from interim.version import __version__


class Protocol:
    limit = 3

    def start(self) -> int:
        return self.limit


def check(found: str, *seams: Seam) -> None:
    require("uvicorn", found, at_least="0.54", below="0.55", extra="uvicorn", seams=seams)


@pytest.mark.parametrize("found", ["0.54", "0.54.0", "0.54.9", "0.54.1rc1", "0.54.dev3"])
def test_a_version_in_the_range_passes(found: str) -> None:
    check(found)


@pytest.mark.parametrize("found", ["0.53.9", "0.55", "0.55.0rc1", "0.60.1", "1.0", "", "unknown"])
def test_another_version_is_refused_with_both_named_and_the_fix(found: str) -> None:
    with pytest.raises(UnsupportedServer) as caught:
        check(found)
    assert str(caught.value) == (
        f"interim {__version__} supports uvicorn >=0.54,<0.55, found {found}; run: pip install 'interim[uvicorn]'"
    )


def test_an_inside_as_expected_passes() -> None:
    check("0.54", Seam(owner=Protocol, function="start", mentions=frozenset({"limit", "self"})))


@pytest.mark.parametrize(
    ("seam", "fault"),
    [
        (Seam(owner=Protocol, function="stop"), "test_guard.Protocol.stop is missing"),
        (
            Seam(owner=Protocol, function="start", mentions=frozenset({"limit", "cycle", "app"})),
            "Protocol.start does not use app; ",
        ),
        (
            Seam(owner=Protocol, function="limit", mentions=frozenset({"x"})),
            "Protocol.limit is not a Python function",
        ),
    ],
)
def test_another_inside_is_refused_naming_what_differs(seam: Seam, fault: str) -> None:
    with pytest.raises(UnsupportedServer, match=r"found 0\.54, but its inside is not as expected") as caught:
        check("0.54", seam)
    assert fault in str(caught.value)


def test_all_faults_are_named() -> None:
    seam = Seam(owner=Protocol, function="start", mentions=frozenset({"b", "a"}))
    assert [fault.rpartition(" ")[2] for fault in seam.faults()] == ["a", "b"]


def test_something_that_is_no_function_may_be_asked_for_by_name_alone() -> None:
    assert Seam(owner=Protocol, function="limit").faults() == []


def test_a_module_can_be_the_owner() -> None:
    module = SimpleNamespace(__name__="module", start=Protocol.start)
    assert Seam(owner=module, function="stop").faults() == ["module.stop is missing"]
