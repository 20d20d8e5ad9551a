"""One server that the tests of this folder share: each has gates of its own there."""

from collections.abc import Iterator

import pytest

from tests.e2e.operations_http.gated import Gated, gated


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gated]:
    with gated(tmp_path_factory.mktemp("gated"), max_result_bytes=32 * 2**20) as server:
        yield server
