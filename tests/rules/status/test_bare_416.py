from interim.rules.case import Case
from interim.rules.status.bare_416 import RULE
from tests.fakes.exchanges import case, final, get

_ASKED = get("Range: bytes=99-")

RAISES: dict[str, Case] = {
    "without": case(_ASKED, final(416)),
    "with a satisfied range": case(_ASKED, final(416, "Content-Range: bytes 0-9/10")),
    "with no length": case(_ASKED, final(416, "Content-Range: bytes */*")),
    "in another unit": case(_ASKED, final(416, "Content-Range: lines */10")),
    "without Range": case(get(), final(416)),
}
QUIET: dict[str, Case] = {
    "with the length": case(_ASKED, final(416, "Content-Range: bytes */47022")),
    "a range in another unit": case(get("Range: lines=99-"), final(416)),
    "a 404": case(_ASKED, final(404)),
    "no final response": case(_ASKED),
}


def test_it_shows_what_is_there() -> None:
    (without,) = RULE.judge(RAISES["without"])
    (satisfied,) = RULE.judge(RAISES["with a satisfied range"])
    assert without.message.startswith("The 416 has no Content-Range;")
    assert satisfied.message.startswith("The 416 has Content-Range: bytes 0-9/10;")
