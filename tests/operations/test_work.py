import json
from typing import Any

import pytest

from interim.errors import InvalidInput
from interim.operations.operation import New, Operation
from interim.operations.work import REQUEST, Identity, Work
from tests.fakes.memory_store import MemoryStore

pytestmark = pytest.mark.anyio


class Asked:
    """Begins operations in a store, and knows what it was asked."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.identities: list[Identity] = []

    async def begin(self, work: Work, args: str, identity: Identity) -> tuple[Operation, bool]:
        self.identities.append(identity)
        return await self.store.create(
            New(name=work.name, args=args, scope=identity.scope, key=identity.key, fingerprint=identity.fingerprint)
        )


def make(function: Any, asked: Asked | None = None, max_args_bytes: int = 1000) -> Work:
    return Work(
        function,
        (asked or Asked()).begin,
        name="work",
        retries=0,
        timeout_s=None,
        result_ttl_s=60,
        max_args_bytes=max_args_bytes,
    )


def render(document: str, dpi: int = 300, *, op: object = None) -> None:
    pass


async def test_a_start_that_is_awaited_starts() -> None:
    asked = Asked()
    operation = await make(render, asked).start(document="ä")
    assert json.loads(operation.args) == {"document": "ä"}
    assert (operation.key, operation.principal) == (None, "")


async def test_a_start_inside_a_request_has_its_key() -> None:
    asked = Asked()
    identity = Identity("ann", "ann POST /render", "k", b"f")
    token = REQUEST.set(identity)
    operation = await make(render, asked).start(document="a")
    REQUEST.reset(token)
    assert (operation.scope, operation.key, operation.fingerprint) == ("ann POST /render", "k", b"f")
    assert identity.operation == operation
    assert identity.created


async def test_a_request_with_a_key_starts_one_operation() -> None:
    work = make(render)
    identity = Identity("ann", "s", "k")
    await work.start(document="a").begin(identity)
    with pytest.raises(InvalidInput, match="one operation for a request with an idempotency key"):
        await work.start(document="b").begin(identity)


async def test_a_request_without_a_key_starts_as_many_as_it_likes() -> None:
    work = make(render)
    identity = Identity()
    started = [await work.start(document="a").begin(identity) for _ in range(2)]
    assert started[0] != started[1]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ({}, "missing a required argument: 'document'"),
        ({"document": "a", "pages": 3}, "unexpected keyword argument 'pages'"),
        ({"document": "a", "op": 1}, "unexpected keyword argument 'op'"),
        ({"document": object()}, "not JSON serializable"),
        ({"document": float("nan")}, "what JSON can hold"),
        ({"document": "x" * 1000}, "1000 octets of JSON, max_args_bytes"),
    ],
    ids=["missing", "unknown", "op", "object", "nan", "large"],
)
def test_arguments_are_checked_before_anything_starts(args: dict[str, Any], why: str) -> None:
    asked = Asked()
    with pytest.raises(InvalidInput, match=why):
        make(render, asked).start(**args)
    assert not asked.identities


def test_arguments_that_hold_themselves_are_refused() -> None:
    document: list[Any] = []
    document.append(document)
    with pytest.raises(InvalidInput, match="what JSON can hold"):
        make(render).start(document=document)


def test_any_further_arguments_are_for_a_function_that_takes_them() -> None:
    def loose(**options: Any) -> None:
        pass

    assert json.loads(make(loose).start(a=1, b=2).args) == {"a": 1, "b": 2}


def generator() -> Any:
    yield


async def async_generator() -> Any:
    yield


def by_position(document: str, /) -> None:
    pass


@pytest.mark.parametrize(
    ("function", "why"),
    [(generator, "yield"), (async_generator, "yield"), (by_position, "given by name")],
    ids=["generator", "async", "position"],
)
def test_a_function_that_cannot_be_run_is_refused_where_it_is_decorated(function: Any, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        make(function)
