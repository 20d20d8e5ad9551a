"""A real Chromium against a real `interim serve`, and what it complained of."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.peers import free_port, require, serving

__all__ = ["Visitor", "chromium", "site", "visiting"]

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a screen."""
    require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextlib.contextmanager
def site(*arguments: str) -> Iterator[str]:
    """The address of a server that runs until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "interim", "serve", "--port", str(port), "--no-access-log", *arguments]
    with serving(command, port):
        yield f"http://localhost:{port}"


@dataclass
class Visitor:
    """A person with a browser.

    Attributes:
        complaints: errors and warnings of the console, uncaught exceptions, and violations of the policy.
        elsewhere: addresses outside of the site that the browser asked for.
        asked_for: the status of an error response that the test asks for; Chromium notes each in the console.
    """

    page: Page
    root: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    asked_for: str = ""

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.root + path)
        return self.page

    def hear(self, kind: str, text: str) -> None:
        """Note what the console says."""
        if kind in {"error", "warning"} and not (self.asked_for and f"status of {self.asked_for} " in text):
            self.complaints.append(text)


@contextlib.contextmanager
def visiting(browser: Browser, root: str, **options: Any) -> Iterator[Visitor]:
    """A person who has never been here. At the end nothing may have been complained of, nor asked for elsewhere."""
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    visitor = Visitor(context.new_page(), root)
    page = visitor.page
    page.on("console", lambda said: visitor.hear(said.type, said.text))
    page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            visitor.elsewhere.append(asked.url)
            if not asked.url.startswith((root + "/", "blob:" + root, "data:"))
            else None
        ),
    )
    try:
        yield visitor
        assert visitor.complaints == [], visitor.complaints
        assert visitor.elsewhere == [], visitor.elsewhere
    finally:
        context.close()
