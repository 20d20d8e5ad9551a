"""Idempotency-Key: what makes a retry the same request (draft-ietf-httpapi-idempotency-key-header-07).

The draft wants a Structured Field string (RFC 9651 §3.3.3), in quotation marks. Many clients send the key bare, so both
forms are taken, and mean the same key.
"""

import hashlib
import re

from interim.errors import InvalidInput

__all__ = ["KEY", "LONGEST_KEY", "check_strength", "fingerprint", "owner_of", "parse_key", "scope_of"]

KEY = "Idempotency-Key"
"""The name of the field, for fields and for errors."""
LONGEST_KEY = 255
"""Characters. Stripe takes as many, and a UUID has 36."""

_BITS = 128

# RFC 9651 §4.2.5: printable ASCII, with \" and \\ as the only escapes; parameters may follow, and are ignored.
_PARAMETERS = r'(?: *; *[a-z*][a-z0-9_.*-]*(?:=(?:"(?:[ !#-\[\]-~]|\\["\\])*"|[!-:<-~]+))?)*'
_STRING = re.compile(rf'"((?:[ !#-\[\]-~]|\\["\\])*)"{_PARAMETERS}')
# Visible ASCII but for what would begin a string, a list or parameters.
_BARE = re.compile(r"[!#-+\--:<-\[\]-~]+")

_ALPHABETS = (
    # A UUID is hexadecimal, and its hyphens hold nothing: 32 digits are 128 bits by this count.
    (re.compile(r"[0-9-]+"), 3.32),
    (re.compile(r"[0-9a-f-]+|[0-9A-F-]+"), 4.0),
    (re.compile(r"[0-9a-z_-]+|[0-9A-Z_-]+"), 5.0),
)
_OTHERWISE = 5.95


def parse_key(value: str) -> str:
    """The key that a client chose: a quoted Structured Field string, or its bare characters.

    Args:
        value: the combined value of the field.

    Raises:
        InvalidInput: it is neither, empty, longer than `LONGEST_KEY`, or more than one.
    """
    text = value.strip(" ")
    match = _STRING.fullmatch(text)
    key = re.sub(r"\\(.)", r"\1", match[1]) if match is not None else text
    if match is None and not _BARE.fullmatch(text):
        key = ""
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidInput(
            KEY,
            value,
            f'one string of 1 to {LONGEST_KEY} visible characters, such as "8e03978e-40d5-43dd-bc93-6894a57f9324"',
        )
    return key


def check_strength(key: str) -> None:
    """Refuse a key that somebody else could choose too, or guess: one that cannot hold 128 bits.

    Callers without a name share one scope, and whoever has the key gets the result. Only the length can be judged, by
    the alphabet that the key keeps to; whether it is random cannot.

    Raises:
        InvalidInput: it is too short.
    """
    bits = next((bits for alphabet, bits in _ALPHABETS if alphabet.fullmatch(key)), _OTHERWISE)
    if len(key.replace("-", "")) * bits < _BITS:
        raise InvalidInput(KEY, key, f"a random key of {_BITS} bits from a caller without credentials, such as a UUID")


def fingerprint(method: str, target: str, media_type: str, content: bytes) -> bytes:
    """What two requests must share, beside the key, to be the same request: 32 octets.

    Args:
        method: of the request.
        target: the path with its query; another query asks for something else.
        media_type: the value of Content-Type, "" without one. Parameters and case are left out.
        content: all of it.
    """
    essence = media_type.partition(";")[0].strip().lower()
    return _digest(method.encode(), target.encode(), essence.encode(), content).digest()


def owner_of(principal: str) -> str:
    """The name under which a principal owns operations: 32 hexadecimal digits, or ``anonymous`` for "".

    It tells nothing of the principal, which may be derived from credentials.
    """
    return _digest(b"owner", principal.encode()).hexdigest()[:32] if principal else "anonymous"


def scope_of(principal: str, method: str, route: str) -> str:
    """Where a key is unique: the owner, a colon, and 32 hexadecimal digits for method and route.

    Args:
        principal: who asks, as the application knows them; "" for a caller without credentials.
        method: of the request.
        route: the path, or the template that it matched, such as ``/render``.
    """
    return f"{owner_of(principal)}:{_digest(method.encode(), route.encode()).hexdigest()[:32]}"


def _digest(*parts: bytes) -> "hashlib._Hash":
    digest = hashlib.sha256()
    for part in parts:
        # The length first, so that no two lists of parts run together to the same octets.
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest
