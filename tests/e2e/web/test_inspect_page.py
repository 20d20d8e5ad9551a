"""The inspector's page in a real browser: a faulty server, its findings and rules, and what can be taken away."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.inspector.raw_server import Peer, serving
from tests.e2e.web.browser import Visitor, site, visiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


def inspect(visitor: Visitor, url: str) -> None:
    page = visitor.open("/inspect")
    page.get_by_label("URL", exact=True).fill(url)
    page.get_by_role("button", name="Inspect").click()


def test_a_fault_is_found_and_leads_to_its_rule(visitor: Visitor) -> None:
    inspect(visitor, f"{visitor.root}/api/status/200?fault=late_interim")
    page = visitor.page
    expect(page.locator(".findings .severity.error")).to_be_visible()
    page.get_by_role("link", name="INT011").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("INT011")
    expect(page.get_by_role("heading", name="Fix")).to_be_visible()
    clause = page.get_by_role("link", name="RFC 9110 §15", exact=True).first
    expect(clause).to_have_attribute("href", "https://www.rfc-editor.org/rfc/rfc9110.html#section-15")


def test_a_code_page_hands_a_url_over_and_it_runs_at_once(visitor: Visitor) -> None:
    page = visitor.open("/codes/102")
    page.get_by_label("Public URL").fill(f"{visitor.root}/api/status/204")
    page.locator("[data-inspect-form]").get_by_role("button").click()
    expect(page.locator(".timeline strong", has_text="204 No Content")).to_be_visible()


def test_a_link_from_elsewhere_fills_the_form_and_runs_nothing(visitor: Visitor) -> None:
    page = visitor.open(f"/inspect?url={visitor.root}/api/status/204")
    expect(page.get_by_label("URL", exact=True)).to_have_value(f"{visitor.root}/api/status/204")
    expect(page.locator(".timeline")).to_have_count(0)


def test_method_fields_and_version_are_those_of_the_form(visitor: Visitor) -> None:
    page = visitor.open("/inspect")
    page.get_by_label("URL", exact=True).fill(f"{visitor.root}/anything")
    page.get_by_label("Method").fill("PUT")
    page.get_by_label("Version").select_option("1.0")
    page.get_by_text("Fields, content and further requests").click()
    page.get_by_label("Fields, one a line").fill("X-One: 1\nX-Two: a: b")
    page.get_by_label("Content", exact=True).fill("hello")
    page.get_by_label("Further requests").select_option("none")
    page.get_by_role("button", name="Inspect").click()
    content = page.get_by_label("Content").last
    expect(content).to_contain_text('"PUT"')
    expect(content).to_contain_text("a: b")
    expect(content).to_contain_text("hello")
    page.get_by_text("The octets, as they came").click()
    expect(page.locator(".octets")).to_contain_text("> PUT /anything HTTP/1.0")


def test_a_private_address_is_refused_in_words(visitor: Visitor) -> None:
    inspect(visitor, "http://10.0.0.1/")
    expect(visitor.page.locator(".state.bad")).to_contain_text("only public addresses")


def test_a_url_that_is_none_is_refused_in_words(visitor: Visitor) -> None:
    page = visitor.open("/inspect")
    page.get_by_label("URL", exact=True).fill("http://[")
    visitor.asked_for = "400"
    page.get_by_role("button", name="Inspect").click()
    expect(page.locator(".state.bad")).to_contain_text("allowed: an absolute http or https URL")


def test_capture_report_and_har_are_saved_and_a_capture_is_opened_again(visitor: Visitor, tmp_path: Path) -> None:
    inspect(visitor, f"{visitor.root}/api/status/200?fault=late_interim")
    page = visitor.page
    saved = {}
    for button, name in (
        ("Save the capture", "capture"),
        ("Download the report (JSON)", "report"),
        ("Download a HAR", "har"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        saved[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[name])
    assert json.loads(saved["report"].read_text())["schema"] == "interim-report-1"
    assert json.loads(saved["har"].read_text())["log"]["version"] == "1.2"
    assert json.loads(saved["capture"].read_text())["events"]
    visitor.open("/inspect")
    for name in saved:
        page.locator("#open").set_input_files(saved[name])
        expect(page.get_by_role("link", name="INT011")).to_be_visible()
        expect(page.locator(".timeline strong", has_text="102 Processing")).to_be_visible()


def test_a_file_that_is_no_capture_is_refused_in_words(visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "holiday.json"
    file.write_text("{}")
    page = visitor.open("/inspect")
    visitor.asked_for = "400"
    page.locator("#open").set_input_files(file)
    expect(page.locator(".state.bad")).to_contain_text("holiday.json")


def test_what_a_server_sends_is_shown_as_text(browser: Browser) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    content = evil.encode()
    answer = (
        f"HTTP/1.1 102 {evil}\r\nX-Evil: {evil}\r\n\r\n"
        f"HTTP/1.1 200 {evil}\r\nX-Evil: {evil}\r\nContent-Type: text/html\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode() + content

    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(answer)
        peer.gone()

    with serving(script) as server, site("--allow-private") as root, visiting(browser, root) as visitor:
        page = visitor.open("/inspect")
        page.get_by_label("URL", exact=True).fill(f"http://127.0.0.1:{server.port}/<script>")
        page.get_by_text("Fields, content and further requests").click()
        page.get_by_label("Further requests").select_option("none")
        page.get_by_role("button", name="Inspect").click()
        expect(page.locator(".timeline")).to_contain_text("onerror")
        expect(page.locator("#share")).to_be_visible()
        page.get_by_text("The octets, as they came").click()
        assert page.locator("#result img, #result script").count() == 0
        assert page.title() == "Inspect a URL · interim"
