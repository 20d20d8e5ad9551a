import pytest

from interim.exchange.field_list import split_list


@pytest.mark.parametrize(
    ("value", "members"),
    [("", ()), ("a", ("a",)), (" ,a,, b\t,", ("a", "b")), ('a="b, c", d', ('a="b, c"', "d")), ('"a, b', ('"a, b',))],
)
def test_members_are_parted_by_commas_outside_quotation_marks(value: str, members: tuple[str, ...]) -> None:
    assert split_list(value) == members
