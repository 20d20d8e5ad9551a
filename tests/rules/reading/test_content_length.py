import pytest

from interim.exchange.fields import Fields
from interim.rules.reading.content_length import ContentLength, read_content_length


def _read(*values: str) -> ContentLength | None:
    return read_content_length(Fields.of([("content-length", value) for value in values]))


@pytest.mark.parametrize(
    ("values", "octets", "malformed"),
    [
        (("3",), 3, False),
        (("3", "3"), 3, False),
        (("3, 3",), 3, False),
        (("3, 03",), 3, False),
        (("3", "5"), None, False),
        (("x", "x"), None, True),
        (("3", "x"), None, True),
        (("",), None, True),
        (("3,",), None, True),
        (("\xb2",), None, True),
        (("1" * 101,), None, True),
    ],
)
def test_it_tells_a_length_from_a_conflict_and_from_garbage(
    values: tuple[str, ...], octets: int | None, malformed: bool
) -> None:
    length = _read(*values)
    assert length is not None
    assert (length.octets, length.malformed) == (octets, malformed)


def test_without_the_field_there_is_none() -> None:
    assert _read() is None
