"""Marks become code and links; everything else is escaped."""

import pytest

from interim.web.markup import marked

RFC = "https://www.rfc-editor.org/rfc/rfc{}.html"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("a `Retry-After: 5` b", "a <code>Retry-After: 5</code> b"),
        ("<b>&\"'", "&lt;b&gt;&amp;&#34;&#39;"),
        ("`<script>`", "<code>&lt;script&gt;</code>"),
        ("`RFC 9110 §15`", "<code>RFC 9110 §15</code>"),
        ("a ` alone", "a ` alone"),
    ],
)
def test_text_becomes_html(text: str, html: str) -> None:
    assert str(marked(text)) == html


@pytest.mark.parametrize(
    ("clause", "url"),
    [
        ("RFC 9110 §15.2", RFC.format(9110) + "#section-15.2"),
        ("RFC 4918 Appendix F.3", RFC.format(4918) + "#appendix-F.3"),
        ("RFC 9113 §B", RFC.format(9113) + "#appendix-B"),
        ("RFC 2518", RFC.format(2518)),
    ],
)
def test_a_clause_leads_to_where_it_can_be_read(clause: str, url: str) -> None:
    assert f'href="{url}" rel="external">{clause}</a>.' in str(marked(f"See {clause}."))


def test_several_clauses_in_a_sentence_are_all_linked() -> None:
    html = str(marked("In RFC 9110 §15.2.1 and RFC 9110 §10.1.1: a < b."))
    assert html.count("<a ") == 2
    assert html.endswith("</a>: a &lt; b.")
