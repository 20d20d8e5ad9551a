"""What holds for all tests."""


def pytest_make_parametrize_id(val: object) -> str | None:
    """A set is named in order: the workers of pytest-xdist hash differently, and must know a test by the same name."""
    return "-".join(sorted(map(str, val))) or "none" if isinstance(val, set | frozenset) else None
