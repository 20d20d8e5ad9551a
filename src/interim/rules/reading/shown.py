"""Octets of the wire in a sentence for people."""

__all__ = ["shown"]

_LIMIT = 80


def shown(value: str | bytes, limit: int = _LIMIT) -> str:
    """The value with everything but visible ASCII and spaces written as an escape, cut after `limit` characters.

    What a server sends ends up on terminals and in logs; a control character must not act there.
    """
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    cut = text[:limit]
    escaped = "".join(
        character if " " <= character <= "~" else character.encode("unicode_escape").decode() for character in cut
    )
    return escaped + ("..." if len(text) > limit else "")
