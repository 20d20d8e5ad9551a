import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from interim.asgi.holding import HOLDING, claim, holding_of, progress_value, tell_progress
from interim.errors import InvalidInput
from interim.protocol.policy import Policy
from tests.fakes.channel import FakeChannel


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Holder:
    """Remembers what it was told."""

    policy: Policy | None = None

    def __init__(self) -> None:
        self.told: list[str] = []

    def stop(self) -> None:
        self.told.append("stop")

    def heard(self) -> None:
        self.told.append("heard")

    def progress(self, value: str) -> None:
        self.told.append(value)


def test_nobody_holds_a_request_that_nobody_claimed() -> None:
    assert holding_of({}) is None
    assert holding_of({"extensions": {}}) is None


def test_who_claims_a_request_holds_it() -> None:
    scope: dict[str, object] = {}
    holder = Holder()
    assert claim(scope, holder) is None
    assert holding_of(scope) is holder
    assert scope["extensions"] == {HOLDING: holder}


def test_who_claims_it_later_stops_the_former_even_through_a_copy_of_the_scope() -> None:
    outer, inner = Holder(), Holder()
    scope: dict[str, object] = {"extensions": {"other": 1}}
    claim(scope, outer)
    assert claim(dict(scope), inner) is outer
    assert outer.told == ["stop"]
    assert holding_of(scope) is inner


def test_a_lender_makes_what_holds_the_request_when_it_is_asked_for() -> None:
    holder = Holder()
    asked: list[object] = []

    class Keeper:
        def holding(self, scope: Mapping[str, Any]) -> Holder:
            asked.append(scope)
            return holder

    scope: dict[str, object] = {}
    claim(scope, Keeper())
    assert asked == []
    assert holding_of(scope) is holder
    assert claim(scope, Holder()) is holder
    assert holder.told == ["stop"]
    assert asked == [scope, scope]


@pytest.mark.anyio
async def test_progress_is_told_on_the_event_loop_of_the_request() -> None:
    holder = Holder()
    scope = FakeChannel().scope()
    claim(scope, holder)
    await asyncio.to_thread(tell_progress, scope, "10 %")
    await asyncio.sleep(0)
    assert holder.told == ["10 %"]


def test_progress_is_told_to_who_holds_it() -> None:
    holder = Holder()
    scope: dict[str, object] = {}
    tell_progress(scope, "nobody hears")
    claim(scope, holder)
    tell_progress(scope, "10 %")

    class Request:
        pass

    request = Request()
    request.scope = scope  # type: ignore[attr-defined]
    tell_progress(request, "20 %")
    assert holder.told == ["10 %", "20 %"]


@pytest.mark.parametrize(("value", "octets"), [("10 %", b"10 %"), (" a\t", b"a"), ("", b""), ("é", b"\xe9")])
def test_progress_is_the_value_of_a_field(value: str, octets: bytes) -> None:
    assert progress_value(value) == octets


@pytest.mark.parametrize("value", ["a\nb", "a\x00", "日", "x" * 201])
def test_what_cannot_be_a_value_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match="progress"):
        progress_value(value)
