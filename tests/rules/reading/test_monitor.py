import pytest

from interim.rules.reading.monitor import monitor_field
from tests.fakes.exchanges import fields


@pytest.mark.parametrize("name", ["Location", "Content-Location", "Operation-Location", "Azure-AsyncOperation"])
def test_a_field_with_a_value_names_the_monitor(name: str) -> None:
    assert monitor_field(fields(f"{name.lower()}: /jobs/17")) == name
    assert monitor_field(fields(f"{name}: ")) is None


@pytest.mark.parametrize("relation", ["monitor", "status", '"self STATUS"'])
def test_a_link_with_the_right_relation_names_it(relation: str) -> None:
    assert monitor_field(fields(f"Link: </jobs/17>; rel={relation}")) == "Link"


def test_other_links_do_not() -> None:
    assert monitor_field(fields("Link: </jobs/17>; rel=describedby")) is None
