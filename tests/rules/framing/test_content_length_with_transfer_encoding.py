from interim.rules.case import Case
from interim.rules.framing.content_length_with_transfer_encoding import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "length first": case(get(), final(200, "Content-Length: 3", "Transfer-Encoding: chunked")),
    "coding first": case(get(), final(200, "transfer-encoding: chunked", "content-length: 3")),
}
QUIET: dict[str, Case] = {
    "only a length": case(get(), final(200, "Content-Length: 3", content=b"ok\n")),
    "only a coding": case(get(), final(200, "Transfer-Encoding: chunked")),
    "both, but in a 1xx": case(get(), interim(103, "Content-Length: 3", "Transfer-Encoding: chunked"), final()),
    "no final response": case(get()),
}


def test_it_names_both_values() -> None:
    (found,) = RULE.judge(RAISES["length first"])
    assert found.message == "The 200 carries Content-Length: 3 and Transfer-Encoding: chunked"
    assert (found.part, found.field, found.at_ns) == ("final", "Content-Length", 100_000_000)
