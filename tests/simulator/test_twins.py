import pytest

from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.parse import parse_scenario
from interim.simulator.scenario import Scenario
from interim.simulator.twins import with_twins

MS = 1_000_000


def twin(*twins: tuple[bytes, bytes], query: bytes = b"") -> Scenario:
    return with_twins(parse_scenario("200", query, Config()), twins, Config())


def test_the_fields_of_httpstat_us_do_what_they_did_there() -> None:
    scenario = twin(
        (b"sleep", b"20"),
        (b"sleepafterheaders", b"1s"),
        (b"suppressbody", b"True"),
        (b"response-x-a", b"1"),
        (b"response-retry-after", b"3"),
    )
    assert scenario.sleep.low_ns == 20 * MS
    assert scenario.sleep_after_headers.low_ns == 1000 * MS
    assert scenario.suppress
    assert scenario.lines == ((b"x-a", b"1"), (b"retry-after", b"3"))
    assert scenario.prelude
    assert scenario.slow


def test_a_query_parameter_goes_first() -> None:
    scenario = twin((b"sleep", b"20"), (b"suppressbody", b"false"), query=b"sleep=5")
    assert scenario.sleep.low_ns == 5 * MS
    assert not scenario.suppress


@pytest.mark.parametrize(
    ("name", "value", "parameter"),
    [
        (b"sleep", b"long", "X-HttpStatus-Sleep"),
        (b"sleep", b"61s", "X-HttpStatus-Sleep"),
        (b"suppressbody", b"maybe", "X-HttpStatus-Suppressbody"),
        (b"response-content-length", b"3", "X-HttpStatus-Response-Content-Length"),
        (b"response-location", b"//evil.example", "X-HttpStatus-Response-Location"),
        (b"response-", b"3", "X-HttpStatus-Response-"),
        (b"abort", b"1", "X-HttpStatus-Abort"),
    ],
)
def test_what_cannot_be_used_is_named(name: bytes, value: bytes, parameter: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        twin((name, value))
    assert caught.value.parameter == parameter


def test_both_together_stay_within_the_limit() -> None:
    with pytest.raises(InvalidInput, match="60 s"):
        twin((b"sleep", b"31s"), query=b"sleep_after_headers=30s")
