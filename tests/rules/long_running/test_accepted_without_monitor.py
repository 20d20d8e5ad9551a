import pytest

from interim.rules.case import Case
from interim.rules.long_running.accepted_without_monitor import RULE
from tests.fakes.exchanges import case, final, get, post, request

RAISES: dict[str, Case] = {
    "nothing to go on": case(post(), final(202)),
    "an empty Location": case(post(), final(202, "Location: ")),
    "a link to something else": case(post(), final(202, "Link: </help>; rel=help")),
}
QUIET: dict[str, Case] = {
    "Location": case(post(), final(202, "Location: /jobs/17")),
    "content": case(post(), final(202, content=b'{"state": "queued"}')),
    "content that was counted and not kept": case(post(), final(202, content_octets=10)),
    "another status": case(post(), final(204)),
    "HEAD shows no content": case(request("HEAD"), final(202)),
    "the content is still to come": case(post(), final(202, complete=False)),
    "no final response": case(get()),
}


@pytest.mark.parametrize(
    "line",
    [
        "Content-Location: /jobs/17",
        "Operation-Location: /jobs/17",
        "Azure-AsyncOperation: /jobs/17",
        "Link: </jobs/17>; rel=monitor",
        'Link: </help>; rel=help, </jobs/17>; rel="self Status"',
    ],
)
def test_a_monitor_can_be_named_in_several_ways(line: str) -> None:
    assert RULE.judge(case(post(), final(202, line))) == []


def test_it_points_at_the_final_response() -> None:
    assert [one.part for one in RULE.judge(case(post(), final(202)))] == ["final"]
