"""One browser and one server for all tests of the pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.web.browser import Visitor, chromium, site, visiting


# Playwright keeps an event loop running in this thread, in which no other can run: so not for longer than one module.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def root() -> Iterator[str]:
    with site() as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, root: str) -> Iterator[Visitor]:
    with visiting(browser, root, permissions=["clipboard-read", "clipboard-write"]) as someone:
        yield someone
