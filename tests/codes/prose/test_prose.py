"""The values that prose is made of refuse what a page could not show."""

import pytest

from interim.codes.prose.prose import Chapter, Mistake, Prose, Related
from interim.errors import InvalidInput


def test_prose_is_given_whole_as_json() -> None:
    prose = Prose(
        code=299,
        answer="It is so.",
        use=("Use it.",),
        mistakes=(Mistake(text="They do.", rules=("INT002",)),),
        chapters=(Chapter(title="More", paragraphs=("And more.",)),),
        related=(Related(code=200, why="else"),),
        words=("so",),
    )
    assert prose.to_json() == {
        "answer": "It is so.",
        "history": [],
        "use": ["Use it."],
        "avoid": [],
        "effects": [],
        "mistakes": [{"text": "They do.", "rules": ["INT002"]}],
        "chapters": [{"title": "More", "paragraphs": ["And more."]}],
        "related": [{"code": 200, "why": "else"}],
        "words": ["so"],
    }


@pytest.mark.parametrize("answer", ["No stop", "", "x" * 180 + "."])
def test_an_answer_is_one_sentence_of_bounded_length(answer: str) -> None:
    with pytest.raises(InvalidInput, match="one sentence"):
        Prose(code=200, answer=answer)


def test_a_code_is_not_related_to_itself() -> None:
    with pytest.raises(InvalidInput, match="other codes"):
        Prose(code=200, answer="Yes.", related=(Related(code=200, why="same"),))


def test_a_mistake_names_rules_by_their_ids() -> None:
    with pytest.raises(InvalidInput, match="INT002"):
        Mistake(text="They do.", rules=("int2",))
