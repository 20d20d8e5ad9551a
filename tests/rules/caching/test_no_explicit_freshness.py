import pytest

from interim.rules.caching.no_explicit_freshness import RULE
from interim.rules.case import Case
from tests.fakes.exchanges import case, final, get, post, request

RAISES: dict[str, Case] = {
    **{str(code): case(get(), final(code)) for code in (200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501)},
    "HEAD": case(request("HEAD"), final(200)),
    "private": case(get(), final(200, "Cache-Control: private")),
    "stale in between": case(get(), final(200, "Cache-Control: must-revalidate")),
}
QUIET: dict[str, Case] = {
    "max-age": case(get(), final(200, "Cache-Control: Max-Age=0")),
    "s-maxage": case(get(), final(200, "Cache-Control: s-maxage=60")),
    "Expires": case(get(), final(200, "Expires: 0")),
    "no-store": case(get(), final(200, "Cache-Control: no-store")),
    "no-cache": case(get(), final(200, "Cache-Control: no-cache")),
    "Vary: *": case(get(), final(200, "Vary: *")),
    "POST": case(post(), final(200)),
    **{str(code): case(get(), final(code)) for code in (201, 202, 302, 307, 403, 500, 503)},
    "no final response": case(get()),
}


@pytest.mark.parametrize("code", ["204", "501"])
def test_it_names_the_code(code: str) -> None:
    (found,) = RULE.judge(RAISES[code])
    assert found.message == f"The {code} does not say how long it is fresh, so a cache may guess"
