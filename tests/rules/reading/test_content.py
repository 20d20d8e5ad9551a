import pytest

from interim.exchange.messages import Final
from interim.rules.reading.content import whole_content
from tests.fakes.exchanges import final


@pytest.mark.parametrize(
    ("message", "content"),
    [
        (final(200, content=b"ok"), b"ok"),
        (final(200), b""),
        (final(200, "Content-Encoding: identity", content=b"ok"), b"ok"),
        (final(200, "Content-Encoding: gzip", content=b"ok"), None),
        (final(200, content=b"o", complete=False), None),
        (final(200, content=b"o", content_octets=2), None),
    ],
)
def test_content_is_whole_or_none(message: Final, content: bytes | None) -> None:
    assert whole_content(message) == content
