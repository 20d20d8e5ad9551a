"""A visit knows where the site is, and what was asked."""

from interim.web.visit import visit_of
from tests.fakes.asgi import scope_of


def test_the_root_is_where_the_site_is_mounted() -> None:
    assert visit_of(scope_of("/sim/codes", root_path="/sim/")).root == "http://test/sim"
    assert visit_of(scope_of("/codes")).root == "http://test"


def test_the_query_is_decoded() -> None:
    assert visit_of(scope_of("/codes?q=too+many%20requests&x=")).query == {"q": "too many requests", "x": ""}


def test_a_query_beyond_measure_is_read_as_none() -> None:
    assert visit_of(scope_of("/codes?" + "&".join(f"a{at}=1" for at in range(100)))).query == {}
