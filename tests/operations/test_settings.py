import dataclasses
import math
import re
from pathlib import Path
from typing import Any

import pytest

from interim.errors import InvalidInput
from interim.operations.settings import EngineSettings

NAMES = [field.name for field in dataclasses.fields(EngineSettings)]


def test_the_defaults_are_in_their_bounds() -> None:
    assert EngineSettings() == EngineSettings(max_bytes=None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [-1, math.nan, math.inf, "soon", True], ids=repr)
def test_what_is_out_of_bounds_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as caught:
        EngineSettings(**{name: value})
    assert caught.value.parameter == name


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("_s") and name != "synchronous"])
def test_a_number_of_things_is_whole(name: str) -> None:
    half: Any = 100_000.5
    with pytest.raises(InvalidInput, match="whole number"):
        EngineSettings(**{name: half})


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "operations.md").read_text()
    row = re.search(rf"^\| `{name}` \| (.*?) \|", page, re.MULTILINE)
    assert row, name
    assert row[1].replace(",", "") == str(getattr(EngineSettings(), name)).removesuffix(".0")
