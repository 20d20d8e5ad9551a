"""``import interim`` costs little, and still gives every public name."""

import os
import subprocess
import sys

import pytest

import interim
from interim.asgi.interim import send_interim
from interim.errors import InvalidInput


def test_a_public_name_is_that_of_its_module() -> None:
    assert interim.send_interim is send_interim
    assert interim.InvalidInput is InvalidInput


@pytest.mark.parametrize("name", interim.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(interim, name) is not None


def test_a_name_that_is_not_public_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'keepalive'"):
        interim.keepalive  # type: ignore[attr-defined]  # noqa: B018 - reading it is the test


def test_the_package_does_not_import_asyncio_until_it_is_needed() -> None:
    program = "import sys, interim; assert 'asyncio' not in sys.modules; interim.send_interim; print(*sys.modules)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert "asyncio" in done.stdout.split()
