"""The prose about one status code, as values.

Text is plain, with two marks: `octets or names` between backticks, and clauses as ``RFC 9110 §15.2``, which a page
makes links of.
"""

import re
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["Chapter", "Mistake", "Prose", "Related"]

_RULE = re.compile(r"[A-Z]{3}[0-9]{3}")
_LONGEST_ANSWER = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A mistake that people make with the code: what they do, and what comes of it.

    Attributes:
        rules: ids of the rules of the inspector that find it.
    """

    text: str
    rules: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for rule in self.rules:
            if not _RULE.fullmatch(rule):
                raise InvalidInput("rules", rule, "ids of rules, such as INT002")

    def to_json(self) -> dict[str, object]:
        """The mistake as in the public JSON."""
        return {"text": self.text, "rules": list(self.rules)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another code that a reader may want instead, and why."""

    code: int
    why: str

    def to_json(self) -> dict[str, object]:
        """The pointer as in the public JSON."""
        return {"code": self.code, "why": self.why}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """Paragraphs about one thing that only this code has to explain."""

    title: str
    paragraphs: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """The chapter as in the public JSON."""
        return {"title": self.title, "paragraphs": list(self.paragraphs)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What there is to say about one code. Each text is a tuple of paragraphs.

    Attributes:
        answer: one sentence that says what the code tells a client.
        history: where it came from, and what changed.
        use: when to send it.
        avoid: when not to, and what to send instead.
        effects: what it does to clients, proxies and caches; for a code that nobody should send, what to do when it
            arrives.
        mistakes: those seen in the wild.
        chapters: what only this code has to explain.
        related: codes that a reader may want instead.
        words: what people search for who do not know the code, beside its name and number.
    """

    code: int
    answer: str
    history: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    related: tuple[Related, ...] = ()
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.answer.endswith(".") or len(self.answer) > _LONGEST_ANSWER:
            raise InvalidInput("answer", self.answer, f"one sentence of at most {_LONGEST_ANSWER} characters")
        if any(related.code == self.code for related in self.related):
            raise InvalidInput("related", self.code, "other codes than its own")

    def to_json(self) -> dict[str, object]:
        """The prose as in the public JSON: every key is always there, in this order."""
        return {
            "answer": self.answer,
            "history": list(self.history),
            "use": list(self.use),
            "avoid": list(self.avoid),
            "effects": list(self.effects),
            "mistakes": [mistake.to_json() for mistake in self.mistakes],
            "chapters": [chapter.to_json() for chapter in self.chapters],
            "related": [related.to_json() for related in self.related],
            "words": list(self.words),
        }
