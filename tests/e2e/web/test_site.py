"""The site as a whole in a real browser: find, filter, dark, narrow, printed, and open to everybody."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.e2e.web.browser import Visitor, visiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

MAIN = [
    "/",
    "/codes",
    "/codes?q=timeout",
    "/codes/102",
    "/codes/404",
    "/codes/520",
    "/codes/abc",
    "/rules",
    "/rules/INT001",
    "/matrix",
    "/inspect",
]


def test_the_first_page_finds_a_code_by_what_went_wrong(visitor: Visitor) -> None:
    page = visitor.open("/")
    page.get_by_label("Number, name, or what went wrong").fill("too many requests")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("main").get_by_role("row").nth(1).get_by_role("link").click()
    expect(page).to_have_url(f"{visitor.root}/codes/429")


def test_the_first_page_runs_its_examples(visitor: Visitor) -> None:
    page = visitor.open("/")
    cards = page.locator("[data-watch]")
    expect(cards).to_have_count(3)
    cards.nth(2).get_by_role("button", name="Run").click()
    expect(cards.nth(2).get_by_role("link", name="INT011")).to_be_visible()


def test_codes_are_filtered_as_one_types(visitor: Visitor) -> None:
    page = visitor.open("/codes")
    box = page.get_by_role("main").get_by_role("searchbox")
    box.press_sequentially("bad gateway")
    expect(page.locator("tbody tr:visible").first).to_contain_text("502")
    expect(page.get_by_role("heading", name="Redirection")).to_be_hidden()
    box.fill("")
    expect(page.get_by_role("heading", name="Redirection")).to_be_visible()


def test_the_matrix_is_filtered_by_name_and_verdict(visitor: Visitor) -> None:
    page = visitor.open("/matrix")
    page.get_by_label("Name", exact=True).fill("nginx")
    page.get_by_label("Verdict").select_option("breaks")
    rows = page.locator("tr[data-row]:visible")
    expect(rows.first).to_contain_text("nginx")
    assert all(row.get_attribute("data-verdict") == "breaks" for row in rows.all())
    rows.first.locator("summary").click()
    expect(rows.first.locator("p")).to_be_visible()


def test_what_was_typed_into_an_address_is_shown_as_text(visitor: Visitor) -> None:
    visitor.asked_for = "404"
    for path in ("/codes/<img src=x onerror=alert(1)>", "/codes?q=<script>document.title=1</script>", "/<b>x"):
        page = visitor.open(path)
        assert page.locator("main img, main script, main b").count() == 0
        assert page.title() != "1"


def test_no_such_code_leads_to_near_ones(visitor: Visitor) -> None:
    visitor.asked_for = "404"
    page = visitor.open("/codes/298")
    page.get_by_role("main").locator("tbody").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/codes/[1-5]\d\d$"))
    expect(page.locator(".number")).to_be_visible()


def colour(visitor: Visitor, what: str) -> tuple[int, ...]:
    value = visitor.page.evaluate(f"getComputedStyle(document.body).{what}")
    return tuple(int(part) for part in re.findall(r"\d+", value)[:3])


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_it_is_light_or_dark_as_the_reader_prefers(browser: Browser, root: str, scheme: Any, dark: bool) -> None:
    with visiting(browser, root, color_scheme=scheme) as visitor:
        visitor.open("/codes/102")
        assert (sum(colour(visitor, "backgroundColor")) < 150) is dark
        assert (sum(colour(visitor, "color")) > 600) is dark


@pytest.mark.parametrize("path", MAIN)
def test_nothing_is_wider_than_a_narrow_screen(browser: Browser, root: str, path: str) -> None:
    with visiting(browser, root, viewport={"width": 360, "height": 740}) as visitor:
        visitor.asked_for = "404"
        page = visitor.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_alone_reaches_and_runs(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_role("button", name="Run").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".timeline strong", has_text="102 Processing").first).to_be_visible()


def test_a_printed_page_has_the_text_and_not_the_controls(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Explanation")).to_be_visible()
    expect(page.get_by_role("button", name="Run")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", MAIN)
def test_axe_finds_no_serious_fault(browser: Browser, root: str, path: str, scheme: Any) -> None:
    with visiting(browser, root, color_scheme=scheme, bypass_csp=True) as visitor:
        visitor.asked_for = "404"
        page = visitor.open(path)
        for details in page.locator("details").all()[:12]:
            details.evaluate("one => { one.open = true; }")
        result = Axe().run(page)
        faults = [
            f"{fault['id']}: {node['html'][:160]}"
            for fault in result.response["violations"]
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"]
        ]
        assert faults == []


def test_axe_finds_no_serious_fault_in_what_a_run_draws(browser: Browser, root: str) -> None:
    with visiting(browser, root, bypass_csp=True, reduced_motion="reduce") as visitor:
        page = visitor.open("/inspect")
        page.get_by_label("URL", exact=True).fill(f"{root}/api/status/200?fault=late_interim")
        page.get_by_role("button", name="Inspect").click()
        expect(page.locator("#share")).to_be_visible()
        page.get_by_text("The octets, as they came").click()
        violations = Axe().run(page).response["violations"]
        assert [fault["id"] for fault in violations if fault["impact"] in {"serious", "critical"}] == []
