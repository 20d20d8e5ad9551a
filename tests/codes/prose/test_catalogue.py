"""Every known code has its prose, and what it cites exists."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interim.codes.prose.catalogue import PROSE
from interim.codes.prose.prose import Prose
from interim.codes.registry import REGISTRY
from interim.rules.catalogue import RULES

SECTIONS: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent.parent.parent / "data" / "rfc-sections.json").read_text("utf-8")
)
ALL = [pytest.param(prose, id=str(prose.code)) for prose in PROSE.values()]
REGISTERED = [pytest.param(prose, id=str(prose.code)) for prose in PROSE.values() if REGISTRY[prose.code].registered]
CITED = re.compile(r"(RFC \d+)(?: (?:§|Appendix )((?:\d+|[A-Z])(?:\.\d+)*))?")


def texts(prose: Prose) -> Iterator[str]:
    yield prose.answer
    for paragraphs in (prose.history, prose.use, prose.avoid, prose.effects):
        yield from paragraphs
    for chapter in prose.chapters:
        yield chapter.title
        yield from chapter.paragraphs
    yield from (mistake.text for mistake in prose.mistakes)
    yield from (related.why for related in prose.related)


def test_every_known_code_has_prose_in_order() -> None:
    assert list(PROSE) == list(REGISTRY)


@pytest.mark.parametrize("prose", REGISTERED)
def test_a_registered_code_has_a_whole_page(prose: Prose) -> None:
    assert prose.history
    assert prose.use or prose.avoid
    assert prose.effects
    assert prose.related
    assert len(" ".join(texts(prose)).split()) >= 100


@pytest.mark.parametrize("prose", ALL)
def test_prose_says_what_happens_and_is_found(prose: Prose) -> None:
    assert prose.effects
    assert prose.words
    assert all(word == word.lower() for word in prose.words)


@pytest.mark.parametrize("prose", ALL)
def test_text_is_plain_and_has_whole_marks(prose: Prose) -> None:
    for text in texts(prose):
        assert text == text.strip()
        assert "  " not in text
        assert "\N{EM DASH}" not in text
        assert text.count("`") % 2 == 0
        assert not re.search(r"</?[a-z]+>", re.sub(r"`[^`]+`", "", text))


@pytest.mark.parametrize("prose", ALL)
def test_the_clauses_of_prose_exist(prose: Prose) -> None:
    for text in texts(prose):
        for document, section in CITED.findall(text):
            assert not section or section in SECTIONS.get(document, {}), f"{document} {section}"


@pytest.mark.parametrize("prose", ALL)
def test_rules_and_codes_that_prose_names_exist(prose: Prose) -> None:
    assert {rule for mistake in prose.mistakes for rule in mistake.rules} <= set(RULES)
    assert {related.code for related in prose.related} <= set(REGISTRY)


def test_the_page_of_102_tells_the_whole_story() -> None:
    text = " ".join(texts(PROSE[102]))
    told = [
        "RFC 2518 §10.1",
        "RFC 4918 Appendix F.3",
        "15 s",
        "25 s",
        "PING",
        "202",
        "respond-async",
        "requests",
        "urllib3",
    ]
    assert [one for one in told if one not in text] == []
