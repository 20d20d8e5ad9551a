"""Every page is there, well-formed, safe whatever is asked, and cached as it should be."""

import re
from html.parser import HTMLParser

import pytest

from interim.codes.registry import REGISTRY
from interim.rules.catalogue import RULES
from interim.web.samples.catalogue import samples_for
from interim.web.site import Site, create_app
from tests.fakes.asgi import Reply, ask, get, scope_of

VOID = {"meta", "link", "input", "br"}
EVIL = "<script>alert(1)</script>\"'`{{7*7}}"
CLASSED = [code for code in REGISTRY if code < 600]


class Page(HTMLParser):
    """Fails on tags that do not match, and remembers what a test asks about."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given[name] or "" for name in ("href", "src", "action") if name in given]
        self.ids += [given["id"] or ""] if "id" in given else []
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in given:
            self.inline.append("script")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def site() -> Site:
    return create_app()


async def html(site: Site, target: str, *, status: int = 200) -> str:
    reply = await browse(site, target)
    assert reply.status == status
    assert reply.get("content-type") == "text/html; charset=utf-8"
    return reply.content.decode()


async def browse(site: Site, target: str, **members: object) -> Reply:
    return await get(site, target, headers=[(b"accept", b"text/html,*/*;q=0.8")], **members)


SINGLE = [
    "/",
    "/codes",
    "/codes?q=timeout",
    "/codes?q=zzzz",
    "/rules",
    "/matrix",
    "/matrix?q=nginx&verdict=breaks",
    "/inspect",
]


@pytest.mark.parametrize(
    "path", [*SINGLE, *(f"/codes/{code}" for code in CLASSED), *(f"/rules/{id_}" for id_ in RULES)]
)
async def test_a_page_is_well_formed_and_all_it_links_to_is_there(site: Site, path: str) -> None:
    text = await html(site, path)
    page = Page(text)
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))
    assert "<title>" in text
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids
        elif not link.startswith("https://"):
            assert link.startswith("/")
            if not link.startswith(("/api/", "/docs")):
                assert (await browse(site, link.partition("#")[0])).status == 200, link
            else:
                assert (await get(site, link, headers=[(b"host", b"localhost")])).status < 500


async def test_the_page_of_a_code_has_its_parts(site: Site) -> None:
    text = await html(site, "/codes/102")
    ids = Page(text).ids
    assert {"simulator", "watch", "inspector", "explanation", "peers", "samples", "related"} <= set(ids)
    assert "http://test/api/status/102?count=3&amp;interval=1s" in text
    # The address is text: a link would be crawled and clicked.
    assert 'href="/api/status' not in text
    assert "requests 2.34.2" in text


async def test_a_code_without_measurements_or_rules_says_so(site: Site) -> None:
    assert "No rule of" in await html(site, "/codes/418")
    assert 'id="peers"' not in await html(site, "/codes/404")


async def test_an_unofficial_code_has_a_short_page(site: Site) -> None:
    text = await html(site, "/codes/520")
    assert "unofficial: not in the IANA registry" in text
    assert "When it arrives" in text


@pytest.mark.parametrize("asked", ["abc", "0", "298", "9999", "1 02", "%F0%9F%91%BB", "102x", "processing"])
async def test_a_code_that_is_none_gets_a_page_with_near_ones(site: Site, asked: str) -> None:
    text = await html(site, f"/codes/{asked}", status=404)
    assert len(re.findall(r'href="/codes/[1-5]\d\d"', text)) >= 1
    Page(text)


async def test_a_number_outside_of_the_classes_is_explained_and_is_404(site: Site) -> None:
    text = await html(site, "/codes/999", status=404)
    assert "LinkedIn" in text
    assert 'href="/codes/999"' not in await html(site, "/codes")


async def test_a_program_gets_problem_details_instead(site: Site) -> None:
    reply = await get(site, "/codes/298")
    assert reply.status == 404
    assert reply.get("content-type") == "application/problem+json"
    assert reply.json()["nearest"][0] == 300
    assert (await get(site, "/rules/XYZ001")).get("content-type") == "application/problem+json"


async def test_a_rule_that_is_none_gets_those_of_its_family(site: Site) -> None:
    assert "/rules/INT001" in await html(site, "/rules/INT999", status=404)
    assert "three digits" in await html(site, "/rules/XYZ", status=404)


async def test_any_other_address_leads_a_person_on_and_a_program_to_problem_details(site: Site) -> None:
    assert 'href="/codes"' in await html(site, "/nothing/here", status=404)
    assert (await get(site, "/nothing/here")).get("content-type") == "application/problem+json"


@pytest.mark.parametrize(
    ("target", "status", "location"),
    [
        ("/codes/", 308, "/codes"),
        ("/codes/102/", 308, "/codes/102"),
        ("/rules/int001", 308, "/rules/INT001"),
        ("/codes?q=404", 303, "/codes/404"),
        ("/codes?q=102%20Processing", 303, "/codes/102"),
    ],
)
async def test_an_address_that_is_nearly_right_is_mended(site: Site, target: str, status: int, location: str) -> None:
    reply = await browse(site, target)
    assert (reply.status, reply.get("location")) == (status, location)


async def test_a_mended_address_stays_on_this_host(site: Site) -> None:
    for target in ("/codes//evil.example/", "/codes/%2F%2Fevil.example/", "/codes/%0d%0aset-cookie:x/"):
        reply = await browse(site, target)
        location = reply.get("location") or ""
        assert location.startswith("/codes/") or reply.status == 404
        assert "\n" not in location


async def test_methods_other_than_get_and_head_are_refused(site: Site) -> None:
    reply = await get(site, "/codes/102", method="DELETE")
    assert reply.status == 405
    assert reply.get("allow") == "GET, HEAD"


@pytest.mark.parametrize(
    "target",
    [
        "/codes?q={}",
        "/codes/{}",
        "/rules/{}",
        "/inspect?url={}",
        "/matrix?q={}&verdict={}",
        "/samples/{}",
        "/{}",
    ],
)
async def test_whatever_is_asked_is_escaped(site: Site, target: str) -> None:
    encoded = "".join(f"%{octet:02X}" for octet in EVIL.encode())
    text = (await browse(site, target.replace("{}", encoded))).content.decode()
    Page(text)
    assert "<script>alert" not in text


async def test_a_host_that_is_none_is_not_shown(site: Site) -> None:
    scope = {**scope_of("/codes/102"), "headers": [(b"host", b"<script>"), (b"accept", b"text/html")]}
    text = (await ask(site, scope)).content.decode()
    assert "http://localhost:8102/api/status/102" in text


async def test_the_site_can_be_mounted(site: Site) -> None:
    text = await html(site, "/codes/102")
    mounted = (await browse(site, "/ref/codes/102", root_path="/ref")).content.decode()
    links = [link for link in Page(mounted).links if link.startswith("/")]
    assert links
    assert all(link.startswith("/ref/") for link in links)
    assert "http://test/ref/api/status/102" in mounted
    assert len(mounted) > len(text)


async def test_a_page_is_answered_with_304_to_who_has_it(site: Site) -> None:
    first = await browse(site, "/codes/404")
    tag = (first.get("etag") or "").encode()
    again = await get(site, "/codes/404", headers=[(b"if-none-match", tag), (b"accept", b"text/html")])
    assert again.status == 304
    assert again.content == b""


async def test_a_sample_can_be_fetched_as_a_file(site: Site) -> None:
    sample = samples_for(102, "http://test")[0]
    reply = await get(site, f"/samples/102/{sample.id}")
    assert reply.status == 200
    assert reply.content.decode() == sample.text
    assert reply.get("content-disposition") == f'attachment; filename="{sample.file_name}"'
    for wrong in ("102/nothing", "999/node-http", "abc/x", "102"):
        assert (await get(site, f"/samples/{wrong}")).status == 404


async def test_the_first_page_is_under_60_kb_with_all_it_needs(site: Site) -> None:
    text = await html(site, "/")
    total = len(text.encode())
    scripts = [link for link in Page(text).links if "/assets/" in link]
    assert len(scripts) >= 3
    folder = scripts[0].rpartition("/")[0]
    for link in {*scripts, f"{folder}/wire.js"}:
        total += len((await get(site, link)).content)
    assert total < 60_000


async def test_the_pages_kept_are_bounded() -> None:
    site = create_app()
    for number in range(600):
        scope = {**scope_of("/inspect"), "headers": [(b"host", f"h{number}".encode()), (b"accept", b"text/html")]}
        assert (await ask(site, scope)).status == 200
    assert len(site.pages.kept) == 512
