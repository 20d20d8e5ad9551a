from interim.rules.case import Case
from interim.rules.status.framing_in_204 import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "length": case(get(), final(204, "Content-Length: 0")),
    "coding": case(get(), final(204, "Transfer-Encoding: chunked")),
    "both": case(get(), final(204, "Content-Length: 0", "Transfer-Encoding: chunked")),
    "HTTP/2": case(get(version="HTTP/2"), final(204, "content-length: 0")),
}
QUIET: dict[str, Case] = {
    "neither": case(get(), final(204, "Connection: close")),
    "a 205": case(get(), final(205, "Content-Length: 0")),
    "a 304": case(get(), final(304, "Content-Length: 5")),
    "a 1xx": case(get(), interim(102, "Content-Length: 0"), final(204)),
    "no final response": case(get()),
}


def test_each_field_is_found() -> None:
    assert [(one.message, one.field) for one in RULE.judge(RAISES["both"])] == [
        ("The 204 carries Content-Length: 0", "Content-Length"),
        ("The 204 carries Transfer-Encoding: chunked", "Transfer-Encoding"),
    ]
