"""The site's own pages raise no error and no warning in our own inspector."""

import pytest

from interim.exchange.fields import Fields
from interim.inspector.inspect import inspect
from interim.rules.finding import Severity
from interim.web.assets import asset_path

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

PATHS = [
    "/",
    "/codes",
    "/codes?q=timeout",
    "/codes/102",
    "/codes/404",
    "/codes/abc",
    "/codes/999",
    "/rules",
    "/rules/INT001",
    "/matrix",
    "/inspect",
    "/nothing",
    "/docs",
    asset_path("site.css"),
    asset_path("watch.js"),
    asset_path("icon.svg"),
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
async def test_a_page_raises_no_error_and_no_warning(root: str, path: str, accept: str) -> None:
    report = await inspect(root + path, fields=Fields.of([("Accept", accept)]))
    assert [f"{one.id} {one.message}" for one in report.at_or_above(Severity.WARNING)] == []
    assert report.has_verdict
