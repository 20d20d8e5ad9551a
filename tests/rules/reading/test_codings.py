import pytest

from interim.rules.reading.codings import content_codings
from tests.fakes.exchanges import final


@pytest.mark.parametrize(
    ("lines", "codings"),
    [
        ([], ()),
        (["Content-Encoding: identity"], ()),
        (["Content-Encoding: X-GZIP, br"], ("gzip", "br")),
        (["Content-Encoding: deflate", "Content-Encoding: gzip"], ("deflate", "gzip")),
    ],
)
def test_codings_are_in_the_order_they_were_applied(lines: list[str], codings: tuple[str, ...]) -> None:
    assert content_codings(final(200, *lines)) == codings
