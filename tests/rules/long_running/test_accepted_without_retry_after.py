from interim.rules.case import Case
from interim.rules.long_running.accepted_without_retry_after import RULE
from tests.fakes.exchanges import case, final, get, post

RAISES: dict[str, Case] = {
    "Location alone": case(post(), final(202, "Location: /jobs/17")),
    "a link alone": case(post(), final(202, "Link: </jobs/17>; rel=status", content=b"queued")),
}
QUIET: dict[str, Case] = {
    "with Retry-After": case(post(), final(202, "Location: /jobs/17", "Retry-After: 5")),
    "no monitor, which LRO001 tells": case(post(), final(202)),
    "a 201": case(post(), final(201, "Location: /things/17")),
    "no final response": case(get()),
}


def test_it_names_where_the_monitor_is() -> None:
    found = RULE.judge(RAISES["a link alone"])
    assert [(one.message, one.field) for one in found] == [
        ("The 202 names a status monitor in Link and has no Retry-After", "Retry-After")
    ]
