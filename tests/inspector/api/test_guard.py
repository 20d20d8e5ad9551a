import pytest

from interim.asgi.refusal import Refusal
from interim.exchange.fields import FieldLine
from interim.inspector.api.guard import check_origin
from interim.inspector.config import Config
from tests.fakes.asgi import scope_of

HOST = (b"host", b"localhost:8102")


@pytest.mark.parametrize(
    "lines",
    [
        [HOST],
        [HOST, (b"origin", b"http://localhost:8102")],
        [HOST, (b"origin", b"https://LOCALHOST:8102")],
        [(b"host", b"[::1]:8102"), (b"origin", b"http://[::1]:8102")],
        [HOST, (b"sec-fetch-site", b"same-origin")],
        [HOST, (b"sec-fetch-site", b"none")],
    ],
)
def test_programs_and_our_own_pages_may(lines: list[FieldLine]) -> None:
    check_origin(Config(), scope_of("/api/rules") | {"headers": lines})


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], 400),
        ([HOST, HOST], 400),
        ([(b"host", b"rebound.example:8102")], 421),
        ([(b"host", b"rebound.example:8102"), (b"origin", b"http://rebound.example:8102")], 421),
        ([(b"host", b"localhost.evil.example")], 421),
        ([(b"host", b"")], 421),
        ([HOST, (b"origin", b"https://evil.example")], 403),
        ([HOST, (b"origin", b"http://localhost:3000")], 403),
        ([HOST, (b"origin", b"null")], 403),
        ([HOST, (b"origin", b"http://[bad")], 403),
        ([HOST, (b"sec-fetch-site", b"cross-site")], 403),
        ([HOST, (b"sec-fetch-site", b"same-site")], 403),
    ],
)
def test_a_page_of_another_origin_may_not(lines: list[FieldLine], status: int) -> None:
    with pytest.raises(Refusal) as caught:
        check_origin(Config(), scope_of("/api/rules") | {"headers": lines})
    assert caught.value.status == status
