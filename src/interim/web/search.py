"""Search over the status codes: by number, by name, and by the words of those who know neither."""

import re
from collections.abc import Mapping
from functools import cache

from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import REGISTRY, by_class
from interim.codes.status import StatusCode

__all__ = ["code_in", "near", "search"]

_LONGEST = 200
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]{1,9}")
_CLASS = re.compile(r"[1-9]xx")
_EXACT = re.compile(r"\s*([1-9][0-9]{2})(?:\s+\S.*)?\s*", re.DOTALL)
# How much a word of the query counts by where it was found, best first.
_IN_NUMBER, _IN_NAME, _IN_WORDS, _IN_TEXT = 100, 40, 20, 5
_STARTS = 10
_REGISTERED = 15
"""Most people mean a code that specifications know, where one is about as good."""


def search(query: str) -> tuple[StatusCode, ...]:
    """The codes that every word of the query is found in, the best first; all of them for a query without words."""
    words = _WORD.findall(query[:_LONGEST].lower())
    if not words:
        return tuple(REGISTRY.values())
    if len(words) == 1 and _CLASS.fullmatch(words[0]):
        return by_class(int(words[0][0]))
    scores = {code: _score(code, words) for code in REGISTRY}
    found = [code for code, score in scores.items() if score]
    return tuple(REGISTRY[code] for code in sorted(found, key=lambda code: (-scores[code], code)))


def code_in(query: str) -> int | None:
    """The known code that a query names by its number, such as ``102`` or ``102 Processing``; None for none."""
    match = _EXACT.fullmatch(query[:_LONGEST])
    return int(match[1]) if match is not None and int(match[1]) in REGISTRY else None


def near(text: str, count: int = 5) -> tuple[StatusCode, ...]:
    """The codes that somebody may have meant who asked for something that is none: at most `count`, at least one."""
    number = _NUMBER.match(text)
    if number is not None:
        wanted = int(number[0])
        by_distance = sorted(REGISTRY, key=lambda known: (abs(known - wanted), known))
        return tuple(REGISTRY[code] for code in sorted(by_distance[:count]))
    scores = {code: _likeness(text, code) for code in REGISTRY}
    best = sorted(REGISTRY, key=lambda code: (-scores[code], code))[:count]
    return tuple(REGISTRY[code] for code in best)


def _likeness(text: str, code: int) -> float:
    # difflib is loaded only where somebody mistyped.
    from difflib import SequenceMatcher

    asked, name = text[:_LONGEST].lower().replace("-", " "), REGISTRY[code].name.lower()
    registered = 0.05 if REGISTRY[code].registered else 0.0
    return SequenceMatcher(None, asked, name).ratio() + registered + _score(code, _WORD.findall(asked)) / 100


def _score(code: int, words: list[str]) -> float:
    """0 where a word is missing."""
    places = _places(code)
    total = 0.0
    for word in words:
        best = max((_found(word, tokens, weight) for weight, tokens in places.items()), default=0.0)
        if not best:
            return 0.0
        total += best
    return total + (_REGISTERED if REGISTRY[code].registered else 0)


def _found(word: str, tokens: tuple[str, ...], weight: int) -> float:
    if word in tokens:
        return weight + _STARTS
    if any(token.startswith(word) for token in tokens):
        return weight
    # Inside of a word only where there is enough of it to mean something.
    return weight / 2 if len(word) > 3 and any(word in token for token in tokens) else 0.0


@cache
def _places(code: int) -> Mapping[int, tuple[str, ...]]:
    status, prose = REGISTRY[code], PROSE[code]
    names = " ".join([status.name, status.iana_name, *(f"{one.name} {one.vendor}" for one in status.vendors)])
    return {
        _IN_NUMBER: (str(code),),
        _IN_NAME: _tokens(names),
        _IN_WORDS: _tokens(" ".join(prose.words)),
        _IN_TEXT: _tokens(f"{prose.answer} {status.note} {status.class_name}"),
    }


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(text.lower())))
