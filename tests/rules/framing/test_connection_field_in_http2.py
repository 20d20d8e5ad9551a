import pytest

from interim.rules.case import Case
from interim.rules.framing.connection_field_in_http2 import RULE
from tests.fakes.exchanges import case, exchange, final, get, interim

_H2 = get(version="HTTP/2")

RAISES: dict[str, Case] = {
    "interim": case(_H2, interim(103, "link: </a>", "connection: close", version="HTTP/2"), final(version="HTTP/2")),
    "final": case(_H2, final(200, "transfer-encoding: chunked", version="HTTP/2")),
    "trailers": case(_H2, final(200, trailers=["keep-alive: timeout=5"], version="HTTP/2")),
    "late": case(_H2, final(version="HTTP/2"), late=[interim(102, "upgrade: h2c", at=0.2, version="HTTP/2")]),
    "HTTP/3": case(get(version="HTTP/3"), final(200, "proxy-connection: close")),
    "te in a response": case(_H2, final(200, "te: trailers")),
}
QUIET: dict[str, Case] = {
    "HTTP/1.1": case(get(), interim(103, "Connection: close"), final(200, "Connection: close")),
    "none": case(_H2, interim(103, "link: </a>"), final(200, "content-length: 0")),
    "no final response": case(_H2, interim(102)),
}


@pytest.mark.parametrize(
    ("name", "part", "index", "field"),
    [
        ("interim", "interim", 0, "connection"),
        ("final", "final", None, "transfer-encoding"),
        ("trailers", "final", None, "keep-alive"),
        ("late", "late", 0, "upgrade"),
    ],
)
def test_it_points_at_the_message(name: str, part: str, index: int | None, field: str) -> None:
    (found,) = RULE.judge(RAISES[name])
    assert (found.part, found.index, found.field) == (part, index, field)


def test_each_field_is_found() -> None:
    both = exchange(_H2, final(200, "Connection: close", "Upgrade: h2c"))
    found = RULE.judge(Case(exchange=both))
    assert [one.field for one in found] == ["Connection", "Upgrade"]
    assert found[0].message == "The 200 carries Connection: close, which belongs to a connection of HTTP/1.1"
