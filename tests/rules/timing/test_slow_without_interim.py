from interim.rules.case import Case
from interim.rules.timing.slow_without_interim import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "45 s of silence": case(get(), final(at=45.0)),
    "a nanosecond late": case(get(), final(at=20.000000001)),
    "the content never ended": case(get(), final(at=45.0, complete=False)),
}
QUIET: dict[str, Case] = {
    "20 s": case(get(), final(at=20.0)),
    "quick head, slow content": case(get(), final(at=0.1, end=90.0)),
    "a late 102 is another matter": case(get(), interim(102, at=40.0), final(at=45.0)),
    "HTTP/1.0 can get none": case(get(version="HTTP/1.0"), final(at=45.0)),
    "no final response": case(get(), ended_at=45.0),
}


def test_it_points_at_the_final_response() -> None:
    found = RULE.judge(case(get(), final(at=45.0)))
    assert [(one.message, one.part, one.at_ns) for one in found] == [
        ("The final response came at +45 s, and no interim response before it", "final", seconds(45.0))
    ]
