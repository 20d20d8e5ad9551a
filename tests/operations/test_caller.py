from collections.abc import Mapping
from typing import Any

import pytest

from interim.errors import InvalidInput
from interim.operations.caller import ANONYMOUS, Principal, check_idempotency, identify, principal_of
from interim.operations.work import Identity
from interim.protocol.idempotency import owner_of
from tests.fakes.asgi import scope_of

UUID = b"8e03978e-40d5-43dd-bc93-6894a57f9324"
KEY = (b"idempotency-key", UUID)
ANNA = (b"authorization", b"Bearer anna")


def identity(
    *headers: tuple[bytes, bytes],
    target: str = "/render?dpi=300",
    method: str = "POST",
    content: bytes = b"x",
    idempotency: Any = "optional",
    principal: Principal | None = None,
) -> Identity:
    scope = scope_of(target, method=method, headers=headers)
    return identify(scope, principal=principal, idempotency=idempotency, media_type="text/plain", content=content)


def test_a_caller_is_known_by_the_credentials() -> None:
    assert principal_of(scope_of("/", headers=[ANNA]), None) == "Bearer anna"
    assert principal_of(scope_of("/"), None) == ""


def test_two_credentials_are_a_caller_of_their_own() -> None:
    both = principal_of(scope_of("/", headers=[ANNA, (b"authorization", b"Bearer bob")]), None)
    assert both == "Bearer anna, Bearer bob"


def test_an_application_says_who_calls() -> None:
    def principal(scope: Mapping[str, Any]) -> str:
        return f"user of {scope['path']}"

    assert principal_of(scope_of("/render", headers=[ANNA]), principal) == "user of /render"
    assert identity(principal=principal).principal == owner_of("user of /render")


def test_credentials_are_not_kept() -> None:
    made = identity(ANNA, KEY)
    assert "anna" not in made.principal + made.scope
    assert made.principal == owner_of("Bearer anna")


def test_without_a_key_nothing_is_joined() -> None:
    made = identity()
    assert (made.principal, made.scope, made.key) == (ANONYMOUS, "", None)


def test_a_key_may_be_ignored() -> None:
    assert identity((b"idempotency-key", b"()"), idempotency="off").key is None


def test_a_key_may_be_needed() -> None:
    with pytest.raises(InvalidInput, match="Idempotency-Key"):
        identity(idempotency="required")
    assert identity(KEY, idempotency="required").key == UUID.decode()


@pytest.mark.parametrize("key", [b"", b"a b", b'"open', UUID + b", " + UUID, b"x" * 300])
def test_a_malformed_key_is_refused(key: bytes) -> None:
    with pytest.raises(InvalidInput, match="Idempotency-Key"):
        identity((b"idempotency-key", key), ANNA)


def test_two_fields_with_a_key_are_refused() -> None:
    with pytest.raises(InvalidInput, match="Idempotency-Key"):
        identity(KEY, KEY, ANNA)


def test_a_caller_without_credentials_needs_a_key_that_nobody_guesses() -> None:
    with pytest.raises(InvalidInput, match="128 bits"):
        identity((b"idempotency-key", b"1"))
    assert identity((b"idempotency-key", b"1"), ANNA).key == "1"


def test_a_retry_is_the_same_request() -> None:
    first, second = identity(KEY, ANNA), identity((b"idempotency-key", b'"%s"' % UUID), ANNA)
    assert (first.scope, first.key, first.fingerprint) == (second.scope, second.key, second.fingerprint)


@pytest.mark.parametrize("change", [{"content": b"y"}, {"target": "/render?dpi=600"}])
def test_another_request_of_the_same_key_has_another_fingerprint(change: dict[str, Any]) -> None:
    first, second = identity(KEY, ANNA), identity(KEY, ANNA, **change)
    assert first.scope == second.scope
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize("change", [{"method": "PUT"}, {"target": "/draw?dpi=300"}])
def test_a_key_belongs_to_one_method_and_route(change: dict[str, Any]) -> None:
    assert identity(KEY, ANNA).scope != identity(KEY, ANNA, **change).scope


def test_a_key_belongs_to_one_caller() -> None:
    assert identity(KEY, ANNA).scope != identity(KEY, (b"authorization", b"Bearer bob")).scope


def test_only_the_three_words_are_taken() -> None:
    check_idempotency("required")
    with pytest.raises(InvalidInput, match="idempotency"):
        check_idempotency("always")
