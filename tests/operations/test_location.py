from pathlib import Path

import pytest

from interim.errors import InvalidInput
from interim.operations.location import database_path


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///ops.db", "ops.db"),
        ("sqlite:///data/ops.db", "data/ops.db"),
        ("sqlite:////var/lib/ops.db", "/var/lib/ops.db"),
        ("sqlite:///with space.db", "with space.db"),
    ],
)
def test_a_url_names_a_file(url: str, path: str) -> None:
    assert database_path(url) == Path(path)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("postgresql://localhost/ops", "postgresql is not a store of this version"),
        ("ops.db", "a path without a scheme is not a store"),
        ("", "a path without a scheme"),
        ("SQLITE:///ops.db", "SQLITE is not a store"),
        ("sqlite:ops.db", "a path without a scheme"),
        ("sqlite://ops.db", "three slashes or four"),
        ("sqlite://host/ops.db", "three slashes or four"),
        ("sqlite://", "nothing would survive a restart"),
        ("sqlite:///", "nothing would survive a restart"),
        ("sqlite:///:memory:", "nothing would survive a restart"),
        ("sqlite:///ops.db?mode=ro", "settings are keywords"),
        ("sqlite:///ops.db#x", "settings are keywords"),
        ("sqlite:///ops\0.db", "settings are keywords"),
    ],
)
def test_a_url_that_names_none_is_refused_with_what_would(url: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as caught:
        database_path(url)
    assert "sqlite:///FILE" in caught.value.allowed
