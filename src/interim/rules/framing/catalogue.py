"""The rules of this family, in the order of their ids."""

from interim.rules.rule import Rule

__all__ = ["FRAMING"]

FRAMING: tuple[Rule, ...] = ()
