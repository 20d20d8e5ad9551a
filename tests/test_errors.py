import pytest

from interim import errors


def test_bad_input_names_the_value_and_what_is_allowed() -> None:
    error = errors.InvalidInput("sleep", "soon", "milliseconds")
    assert str(error) == "sleep: got 'soon', allowed: milliseconds"
    assert isinstance(error, ValueError)


def test_an_unknown_code_names_its_neighbours() -> None:
    error = errors.UnknownCode(298, [226, 300])
    assert error.nearest == (226, 300)
    assert "226, 300" in str(error)


def test_a_fault_of_the_peer_hints_at_a_status() -> None:
    assert errors.RemoteProtocolError("bad").status_hint == 400


@pytest.mark.parametrize("name", errors.__all__)
def test_everything_raised_on_purpose_is_in_the_drawn_tree(name: str) -> None:
    assert issubclass(getattr(errors, name), errors.InterimError)
    assert name in (errors.__doc__ or "")
