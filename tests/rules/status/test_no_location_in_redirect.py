import pytest

from interim.rules.case import Case
from interim.rules.status.no_location_in_redirect import RULE
from tests.fakes.exchanges import case, final, get

RAISES: dict[str, Case] = {str(code): case(get(), final(code)) for code in (301, 302, 303, 307, 308)}
QUIET: dict[str, Case] = {
    "with Location": case(get(), final(302, "Location: /a")),
    "300": case(get(), final(300)),
    "304": case(get("If-None-Match: *"), final(304)),
    "201": case(get(), final(201)),
    "no final response": case(get()),
}


@pytest.mark.parametrize("code", RAISES)
def test_it_names_the_code(code: str) -> None:
    (found,) = RULE.judge(RAISES[code])
    assert found.message == f"The {code} does not say where to go: there is no Location"
