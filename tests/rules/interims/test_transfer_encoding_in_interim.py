from interim.rules.case import Case
from interim.rules.interims.transfer_encoding_in_interim import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "chunked": case(get(), interim(102, "Transfer-Encoding: chunked"), final()),
    "Trailer": case(get(), interim(103, "Trailer: Expires"), final()),
    "in a late one": case(get(), final(), late=[interim(102, "transfer-encoding: chunked", at=1.0)]),
}
QUIET: dict[str, Case] = {
    "only the final response is chunked": case(get(), interim(102), final(200, "Transfer-Encoding: chunked")),
    "TE is another field": case(get(), interim(103, "TE: trailers"), final()),
}


def test_both_fields_are_found() -> None:
    found = RULE.judge(case(get(), interim(102, "Transfer-Encoding: chunked", "Trailer: X"), final()))
    assert [(one.field, one.index) for one in found] == [("Transfer-Encoding", 0), ("Trailer", 0)]
    assert found[0].message == "The 102 carries Transfer-Encoding: chunked"
