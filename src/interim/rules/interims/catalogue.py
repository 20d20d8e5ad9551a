"""The rules of this family, in the order of their ids."""

from interim.rules.interims import content_length_in_interim
from interim.rules.rule import Rule

__all__ = ["INTERIMS"]

INTERIMS: tuple[Rule, ...] = (content_length_in_interim.RULE,)
