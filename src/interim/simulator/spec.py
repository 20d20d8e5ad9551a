"""The status spec of a path: ``503``, ``200,500``, ``200:0.9,500:0.1``, ``500-504``."""

import random
import re
from dataclasses import dataclass

from interim.codes.registry import REGISTRY
from interim.errors import InvalidInput

__all__ = ["Choice", "parse_code", "parse_codes", "parse_spec"]

_ITEM = re.compile(r"([1-9][0-9]{2})(?:-([1-9][0-9]{2}))?(?::([0-9]{1,6}(?:\.[0-9]{1,6})?))?")
_MAX_ITEMS = 100
_FORMS = "three digits such as 503, a list 200,500, weights 200:0.9,500:0.1 or a range 500-504"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Status codes to choose one from, all 1xx or all final, 101 by itself.

    Attributes:
        weights: one for each code.
    """

    codes: tuple[int, ...]
    weights: tuple[float, ...] = ()

    def pick(self, rng: random.Random | None) -> int:
        """One of the codes. `rng` may be None when there is nothing to choose."""
        return self.codes[0] if rng is None or self.fixed else rng.choices(self.codes, self.weights)[0]

    @property
    def fixed(self) -> bool:
        """There is nothing to choose."""
        return len(self.codes) == 1

    @property
    def interim(self) -> bool:
        """The codes are 1xx. 101 counts: what follows it is no response."""
        return self.codes[0] < 200


def parse_spec(parameter: str, text: str, *, strict: bool) -> Choice:
    """The choice that a spec offers.

    Args:
        parameter: where the spec is from, for the error.
        text: the spec, decoded.
        strict: refuse 600 to 999, which are invalid (RFC 9110 §15).

    Raises:
        InvalidInput: it is no spec, or its codes do not go together.
    """
    items = text.split(",")
    if len(items) > _MAX_ITEMS:
        raise InvalidInput(parameter, text, f"at most {_MAX_ITEMS} items in a list")
    codes: list[int] = []
    weights: list[float] = []
    for item in items:
        found, weight = _parse_item(parameter, text, item, strict=strict)
        codes += found
        weights += [weight / len(found)] * len(found)
    if len({code < 200 for code in codes}) > 1:
        raise InvalidInput(parameter, text, "1xx codes or final codes, not both: a 1xx is not an answer by itself")
    if 101 in codes and len(codes) > 1:
        raise InvalidInput(parameter, text, "101 by itself: it switches the protocol instead of answering")
    return Choice(codes=tuple(codes), weights=tuple(weights))


def parse_code(parameter: str, text: str, low: int, high: int) -> int:
    """One code from `low` to `high`.

    Raises:
        InvalidInput: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) == 3 and low <= int(text) <= high):
        raise InvalidInput(parameter, text, f"a status code from {low} to {high}")
    return int(text)


def parse_codes(parameter: str, text: str, low: int, high: int) -> tuple[int, ...]:
    """Codes in a list, in order, each from `low` to `high`.

    Raises:
        InvalidInput: one is none, or they are too many.
    """
    items = text.split(",")
    if len(items) > _MAX_ITEMS:
        raise InvalidInput(parameter, text, f"at most {_MAX_ITEMS} codes")
    return tuple(parse_code(parameter, item, low, high) for item in items)


def _parse_item(parameter: str, text: str, item: str, *, strict: bool) -> tuple[list[int], float]:
    match = _ITEM.fullmatch(item)
    if match is None:
        raise InvalidInput(parameter, text, _FORMS)
    low, high, weight = int(match[1]), int(match[2] or match[1]), float(match[3] or 1)
    if weight <= 0:
        raise InvalidInput(parameter, text, "weights of more than 0")
    if strict and high > 599:
        raise InvalidInput(parameter, text, "100 to 599; with strict=0 also 600 to 999, which are invalid")
    if match[2] is None:
        return [low], weight
    # Of the codes between, only those that mean something; 101 answers a request only by switching protocols.
    codes = [code for code, status in REGISTRY.items() if low <= code <= high and status.registered and code != 101]
    if not codes:
        raise InvalidInput(parameter, text, f"a range with a registered code in it; between {low} and {high} is none")
    return codes, weight
