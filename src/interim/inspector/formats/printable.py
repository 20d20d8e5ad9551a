"""Text that is safe to show: what came from a wire must not move a cursor, colour a line or hide a word."""

__all__ = ["in_json", "printable", "shortened"]


def printable(text: str) -> str:
    r"""The text with every character that is not printable written as an escape, such as ``\x1b``.

    Control characters, formatting characters (the ones that turn the direction of writing too), separators other than
    the space, unassigned code points and lone surrogates are escaped.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def shortened(text: str, limit: int) -> str:
    """The text, cut after `limit` characters with a sign that it was."""
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text)} characters)"


def in_json(document: object, *, indent: int | None = None) -> str:
    r"""The document as JSON text (RFC 8259) without a character that is not printable: those are ``\u`` escapes."""
    # Most of this module is for lines of text, which need no JSON.
    import json

    text = json.dumps(document, indent=indent, ensure_ascii=False)
    if text.replace("\n", "").isprintable():
        return text
    # JSON lets DEL stand as it is.
    return json.dumps(document, indent=indent).replace("\x7f", "\\u007f")
