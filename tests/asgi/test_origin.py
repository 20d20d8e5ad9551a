"""The origin in commands that people copy is an origin, whatever the request says."""

import pytest

from interim.asgi.origin import origin_of
from tests.fakes.asgi import scope_of


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (b"sim.example:8102", "http://sim.example:8102"),
        (b"[::1]:8102", "http://[::1]:8102"),
        (b"<script>", "http://localhost:8102"),
        (b"a'; rm -rf ~; '", "http://localhost:8102"),
        (b"", "http://localhost:8102"),
    ],
)
def test_only_an_authority_is_taken_from_host(host: bytes, origin: str) -> None:
    assert origin_of({**scope_of("/"), "headers": [(b"host", host)]}) == origin


def test_the_scheme_is_that_of_the_request() -> None:
    assert origin_of({**scope_of("/"), "scheme": "https"}) == "https://test"
    assert origin_of({**scope_of("/"), "scheme": "javascript"}) == "http://test"


def test_without_host_there_is_still_an_origin() -> None:
    assert origin_of({**scope_of("/"), "headers": []}) == "http://localhost:8102"
