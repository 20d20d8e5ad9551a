"""Programs that people use, run by tests."""

import os
import shutil
import subprocess

import pytest

__all__ = ["run"]


def run(program: str, *arguments: str) -> str:
    """What a program says, on both streams; without it the test is skipped, unless CI requires it."""
    if shutil.which(program) is None:
        if os.environ.get("INTERIM_REQUIRE_PEERS") == "1":
            pytest.fail(f"{program} is not installed; run scripts/peers")
        pytest.skip(f"{program} is not installed; scripts/peers installs it")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=15, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
