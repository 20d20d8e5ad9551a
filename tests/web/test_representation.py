"""A representation has its octets, their gzip, and a tag that changes when they do."""

import gzip

from interim.web.representation import IMMUTABLE, represent


def test_long_content_is_also_there_in_gzip() -> None:
    made = represent(b"hello " * 200, "text/plain")
    assert made.packed is not None
    assert gzip.decompress(made.packed) == made.content
    assert len(made.packed) < len(made.content)


def test_short_content_is_not_packed() -> None:
    assert represent(b"hello", "text/plain").packed is None


def test_content_that_does_not_shrink_is_not_packed() -> None:
    noise = bytes((at * 197 + at // 7 * 89) % 251 for at in range(600))
    packed = represent(noise, "image/png").packed
    assert packed is None or len(packed) < len(noise)


def test_the_forms_have_tags_of_their_own() -> None:
    made = represent(b"x" * 1000, "text/plain")
    assert made.etag(packed=True) != made.etag(packed=False)
    assert made.etag(packed=False).startswith(b'"')


def test_the_tag_is_that_of_the_content() -> None:
    assert represent(b"a", "text/plain").tag == represent(b"a", "text/html", caching=IMMUTABLE).tag
    assert represent(b"a", "text/plain").tag != represent(b"b", "text/plain").tag
