from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.status.content_not_allowed import RULE
from tests.fakes.exchanges import case, fault, final, get, request

_OCTETS = fault(FaultKind.CONTENT_NOT_ALLOWED, part="final", excerpt=b"done")

RAISES: dict[str, Case] = {
    "204": case(get(), final(204), faults=[_OCTETS]),
    "304": case(get(), final(304), faults=[_OCTETS]),
    "HEAD": case(request("HEAD"), final(200), faults=[_OCTETS]),
    "unseen": case(get(), final(204), faults=[fault(FaultKind.CONTENT_NOT_ALLOWED)]),
    "no final response": case(get(), faults=[_OCTETS]),
}
QUIET: dict[str, Case] = {
    "an announced length of a HEAD": case(request("HEAD"), final(200, "Content-Length: 5")),
    "octets after a 200": case(get(), final(200), faults=[fault(FaultKind.SURPLUS, excerpt=b"done")]),
    "a 205 with content": case(get(), final(205, content=b"done")),
}


def test_it_says_why_there_is_no_content() -> None:
    messages = {name: RULE.judge(one)[0].message for name, one in RAISES.items()}
    assert messages == {
        "204": "Octets follow the 204, which has no content: 'done'",
        "304": "Octets follow the 304, which has no content: 'done'",
        "HEAD": "Octets follow the 200 to HEAD, which has no content: 'done'",
        "unseen": "Octets follow the 204, which has no content",
        "no final response": "Octets follow a response that has no content: 'done'",
    }
