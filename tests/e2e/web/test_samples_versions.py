"""What the pages say that the samples were run with is what is here."""

import os

import pytest

from interim.web.samples.stacks import RAN
from tests.e2e.web.samples.process import found_version

pytestmark = pytest.mark.e2e

NAMED = sorted({one for ran in RAN.values() for one in ran.split(", ")})


@pytest.mark.parametrize("named", NAMED)
def test_a_sample_was_run_with_the_version_that_it_names(named: str) -> None:
    name, _, number = named.rpartition(" ")
    found = found_version(name)
    if not f"{found}.".startswith(f"{number}.") and os.environ.get("INTERIM_REQUIRE_PEERS") != "1":
        pytest.skip(f"{name} is {found} here; the samples are run with {number} where all peers are")
    assert f"{found}.".startswith(f"{number}.")
