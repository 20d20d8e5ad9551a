"""Who asks, and by what a retry of the request is known."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from interim.errors import InvalidInput
from interim.exchange.fields import Fields
from interim.operations.work import Identity
from interim.protocol.idempotency import KEY, check_strength, fingerprint, owner_of, parse_key, scope_of

__all__ = ["ANONYMOUS", "Idempotency", "Principal", "check_idempotency", "identify", "principal_of"]

Idempotency = Literal["optional", "required", "off"]
Principal = Callable[[Mapping[str, Any]], str]
"""Takes the scope of a request; says who asks, in whatever form the application knows them, or "" for nobody."""

ANONYMOUS = owner_of("")
"""The owner of what callers without credentials start."""


def check_idempotency(value: str) -> None:
    """Refuse a word that is none.

    Raises:
        InvalidInput: it is none.
    """
    if value not in get_args(Idempotency):
        raise InvalidInput("idempotency", value, '"optional", "required" or "off"')


def principal_of(scope: Mapping[str, Any], principal: Principal | None) -> str:
    """Who asks: what the application says, or the value of Authorization; "" for nobody.

    It is hashed before it is kept: `interim.protocol.idempotency.owner_of`.
    """
    if principal is not None:
        return principal(scope)
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"authorization"]
    return ", ".join(values)


def identify(
    scope: Mapping[str, Any],
    *,
    principal: Principal | None,
    idempotency: Idempotency,
    media_type: str,
    content: bytes,
) -> Identity:
    """Whose the request is, and its idempotency key.

    Args:
        scope: of the request.
        principal: see `principal_of`.
        idempotency: whether a key is looked at, and needed.
        media_type: of the content.
        content: that makes the request what it is: the same key with other content is refused.

    Raises:
        InvalidInput: the key is malformed, weak for a caller without credentials, or missing where it is needed.
    """
    who = principal_of(scope, principal)
    method, path = scope["method"], scope["path"]
    fields = Fields(tuple((name, value) for name, value in scope["headers"]))
    value = None if idempotency == "off" else fields.get(KEY.lower())
    if value is None:
        if idempotency == "required":
            raise InvalidInput(KEY, "nothing", "a key, such as a UUID: this request must be safe to repeat")
        return Identity(principal=owner_of(who))
    key = parse_key(value)
    if not who:
        check_strength(key)
    target = f"{path}?{scope.get('query_string', b'').decode('latin-1')}"
    return Identity(
        principal=owner_of(who),
        scope=scope_of(who, method, path),
        key=key,
        fingerprint=fingerprint(method, target, media_type, content),
    )
