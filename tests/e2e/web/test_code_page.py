"""The page of a status code in a real browser: copy, run, watch, change."""

import re
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.web.browser import Visitor, visiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


def clipboard(visitor: Visitor) -> str:
    text = visitor.page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def test_the_url_of_102_is_copied_and_is_what_it_says(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.get_by_role("button", name="Copy URL").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    url = clipboard(visitor)
    assert url == f"{visitor.root}/api/status/102?count=3&interval=1s"
    assert httpx.get(url.replace("1s", "10ms"), timeout=10).json()["sent"]["interim_count"] == 3


def test_three_interims_appear_one_after_another_and_then_the_final_response(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.get_by_role("button", name="Run").click()
    interims = page.locator(".timeline strong", has_text="102 Processing")
    final = page.locator(".timeline strong", has_text="200 OK")
    for count in (1, 2, 3):
        expect(interims).to_have_count(count)
        # Each stands there before the next has come, and long before the end.
        assert page.locator(".timeline strong", has_text="102 Processing").count() <= count + 1
        if count < 3:
            expect(final).to_have_count(0)
    expect(final).to_have_count(1)
    expect(page.locator(".state").first).to_have_text(re.compile(r"3 interim responses, then 200 after 3\.\d+ s\."))
    times = [float(text.split()[0]) for text in page.locator(".timeline li:has(.c1) time").all_inner_texts()]
    assert times[0] < 0.5
    assert 0.9 < times[1] < 1.6
    assert 1.9 < times[2] < 2.6
    expect(page.locator(".timeline")).to_contain_text("27 octets")


def test_the_octets_can_be_read_afterwards(visitor: Visitor) -> None:
    page = visitor.open("/codes/103")
    page.get_by_label("Interval").fill("10ms")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("The octets, as they came").click()
    expect(page.locator(".octets")).to_contain_text(
        "HTTP/1.1 103 Early Hints\N{SYMBOL FOR CARRIAGE RETURN}\N{SYMBOL FOR LINE FEED}"
    )


def test_the_form_rebuilds_the_address_and_the_command(visitor: Visitor) -> None:
    page = visitor.open("/codes/503")
    page.get_by_label("Retry-After").fill("120")
    page.get_by_label("Interims before it").fill("102*2@10ms")
    target = "/api/status/503?interim=102*2@10ms&retry_after=120"
    expect(page.locator("[data-address]")).to_have_text(visitor.root + target)
    expect(page.locator("[data-curl]")).to_have_text(f'curl -i "{visitor.root}{target}"')
    page.get_by_label("Retry-After").press("Enter")
    expect(page.locator(".timeline strong", has_text="503 Service Unavailable")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("retry-after: 120")


def test_a_bad_value_is_answered_with_the_reason(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.get_by_label("How many").fill("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".timeline strong", has_text="400 Bad Request")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("count")
    assert page.locator("img").count() == 0


def test_a_second_run_takes_the_place_of_the_first(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".timeline strong", has_text="102 Processing")).to_have_count(1)
    page.get_by_label("How many").fill("1")
    page.get_by_label("Interval").fill("10ms")
    page.get_by_role("button", name="Run again").click()
    expect(page.locator(".state").first).to_have_text(re.compile("1 interim response, then 200"))
    expect(page.locator(".timeline")).to_have_count(1)


def test_every_part_of_a_page_is_reached_by_its_link(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    for name in ("Simulator", "Inspector", "Explanation", "Clients and proxies", "Samples", "Related codes"):
        page.get_by_label("On this page").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()


def test_a_sample_is_copied_and_downloaded(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    sample = page.locator("#samples ~ details").first
    sample.get_by_role("button", name="Copy").click()
    expect(sample.get_by_role("button", name="Copied")).to_be_visible()
    text = clipboard(visitor)
    with page.expect_download() as download:
        sample.get_by_role("link").click()
    assert download.value.path().read_text() == text


def test_without_javascript_everything_can_be_read(browser: Browser, root: str) -> None:
    with visiting(browser, root, java_script_enabled=False) as reader:
        page = reader.open("/codes/102")
        expect(page.get_by_role("heading", name="Processing")).to_be_visible()
        expect(page.locator("[data-curl]")).to_contain_text("/api/status/102?count=3&interval=1s")
        assert "<noscript>" in page.content()
        expect(page.get_by_role("button", name="Run")).to_be_hidden()
        page.get_by_role("searchbox").first.fill("too many requests")
        page.get_by_role("searchbox").first.press("Enter")
        expect(page.locator("tbody tr").first).to_contain_text("429")
        page.goto(root + "/codes?q=404")
        assert urlsplit(page.url).path == "/codes/404"
