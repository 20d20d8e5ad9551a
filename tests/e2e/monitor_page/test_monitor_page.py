"""The page of an operation in a real browser: a person followed the link of a 202."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.peers import free_port, serving
from tests.e2e.web.browser import chromium, visiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def root(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "interim", "run", "tests.e2e.monitor_page.app:app", "--port", str(port)]
    with serving([*command, "--no-access-log"], port, env={"STORE": f"sqlite:///{tmp_path}/operations.db"}):
        yield f"http://localhost:{port}"


def started(root: str, query: str = "") -> str:
    accepted = httpx.post(f"{root}/render{query}", headers={"Prefer": "respond-async"}, timeout=30)
    assert accepted.status_code == 202
    return accepted.headers["location"]


def go_on(root: str) -> None:
    httpx.post(f"{root}/go-on", timeout=30).raise_for_status()


def test_the_bar_moves_and_the_result_appears(browser: Browser, root: str) -> None:
    path = started(root)
    with visiting(browser, root) as visitor:
        page = visitor.open(path)
        expect(page.get_by_role("heading", name="render")).to_be_visible()
        expect(page.locator("#state")).to_have_text("running")
        expect(page.get_by_role("link", name="Result")).to_be_hidden()
        go_on(root)
        expect(page.locator("#percent")).to_have_text("50%")
        expect(page.locator("#message")).to_have_text("half <b>of</b> it")
        assert page.locator("progress").evaluate("bar => bar.value") == 0.5
        go_on(root)
        expect(page.locator("#state")).to_have_text("succeeded")
        expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
        # The result is JSON, for which Chromium asks for an icon of the site, and this application has none.
        visitor.asked_for = "404"
        page.get_by_role("link", name="Result").click()
        expect(page.locator("body")).to_contain_text('"complete"')


def test_a_person_can_cancel_it(browser: Browser, root: str) -> None:
    path = started(root)
    with visiting(browser, root) as visitor:
        page = visitor.open(path)
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator("#state")).to_have_text("cancelled")


def test_a_failure_is_told_without_its_secrets(browser: Browser, root: str) -> None:
    path = started(root, "?fails=true")
    with visiting(browser, root) as visitor:
        page = visitor.open(path)
        expect(page.locator("#state")).to_have_text("running")
        go_on(root)
        go_on(root)
        expect(page.locator("#state")).to_have_text("failed")
        expect(page.locator("#message")).to_contain_text("raised an exception")
        assert "secret" not in page.content()


def test_the_page_says_how_it_is_without_javascript(browser: Browser, root: str) -> None:
    path = started(root)
    go_on(root)
    with visiting(browser, root, java_script_enabled=False) as visitor:
        page = visitor.open(path)
        while page.locator("#percent").inner_text() != "50%":
            page.reload()
        expect(page.locator("#message")).to_have_text("half <b>of</b> it")
