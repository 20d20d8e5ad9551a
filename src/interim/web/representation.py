"""A representation, ready to be sent: identity and gzip, validators, and what a cache may do with it."""

import gzip
import hashlib
from dataclasses import dataclass

from interim.exchange.fields import FieldLine

__all__ = ["IMMUTABLE", "REVALIDATE", "Representation", "represent"]

REVALIDATE = "no-cache"
"""A page may be kept, and is asked for again: with its entity tag that costs a 304."""
IMMUTABLE = "public, max-age=31536000, immutable"
"""The address changes with the content (RFC 8246)."""

_LEVEL = 6
_SHORT = 500
"""Below this many octets, compression gains nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """What a GET is answered with.

    Attributes:
        packed: the content in gzip; None where that is not worth it.
        tag: the opaque part of the entity tag of the identity form.
        lines: fields beside those that every answer of the site has.
    """

    status: int = 200
    media_type: str
    content: bytes
    packed: bytes | None
    tag: str
    caching: str = REVALIDATE
    lines: tuple[FieldLine, ...] = ()

    def etag(self, *, packed: bool) -> bytes:
        """The strong entity tag of one form: the forms differ in octets (RFC 9110 §8.8.3.3)."""
        return f'"{self.tag}{"-gzip" if packed else ""}"'.encode()


def represent(
    content: bytes,
    media_type: str,
    *,
    status: int = 200,
    caching: str = REVALIDATE,
    lines: tuple[FieldLine, ...] = (),
) -> Representation:
    """The representation of this content. The same content has the same entity tag in every process."""
    packed = gzip.compress(content, _LEVEL, mtime=0) if len(content) >= _SHORT else None
    return Representation(
        status=status,
        media_type=media_type,
        content=content,
        packed=packed if packed is not None and len(packed) < len(content) else None,
        tag=hashlib.sha256(content).hexdigest()[:20],
        caching=caching,
        lines=lines,
    )
