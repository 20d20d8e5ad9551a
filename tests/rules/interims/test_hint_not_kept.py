from interim.rules.case import Case
from interim.rules.interims.hint_not_kept import RULE
from tests.fakes.exchanges import case, final, get, interim

_CSS = "Link: </a.css>; rel=preload; as=style"

RAISES: dict[str, Case] = {
    "no Link at all": case(get(), interim(103, _CSS), final()),
    "another target": case(get(), interim(103, _CSS), final(200, "Link: </b.css>; rel=preload; as=style")),
    "another relation": case(get(), interim(103, _CSS), final(200, "Link: </a.css>; rel=stylesheet")),
    "one of two": case(get(), interim(103, _CSS, "Link: </b.js>; rel=preload"), final(200, _CSS)),
}
QUIET: dict[str, Case] = {
    "repeated": case(get(), interim(103, _CSS), final(200, _CSS)),
    "repeated in other words": case(
        get(), interim(103, _CSS), final(200, 'Link: <http://example.test/a.css>; as=style; rel="prefetch PRELOAD"')
    ),
    "304 leaves fields out": case(get("If-None-Match: x"), interim(103, _CSS), final(304)),
    "no final response": case(get(), interim(103, _CSS)),
    "a 102 makes no hints": case(get(), interim(102, _CSS), final()),
    "a 103 without any": case(get(), interim(103), final()),
}


def test_it_names_target_and_relation() -> None:
    found = RULE.judge(RAISES["one of two"])
    assert [(one.message, one.index, one.field) for one in found] == [
        ("The 103 hints at http://example.test/b.js (rel=preload), and the final 200 does not", 0, "Link")
    ]
    assert found[0].data == {"target": "http://example.test/b.js", "rel": "preload"}


def test_the_same_hint_in_two_103s_is_told_once() -> None:
    found = RULE.judge(case(get(), interim(103, _CSS), interim(103, _CSS, "Link: </c>"), final(200)))
    assert [(one.index, one.message.split(",")[0]) for one in found] == [
        (0, "The 103 hints at http://example.test/a.css (rel=preload)"),
        (1, "The 103 hints at http://example.test/c"),
    ]


def test_without_an_url_the_target_of_the_request_is_the_base() -> None:
    asked = get(target="/deep/x")
    assert RULE.judge(case(asked, interim(103, "Link: <y>"), final(200, "Link: </deep/y>"), url="")) == []
