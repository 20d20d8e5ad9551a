"""The rules of this family, in the order of their ids."""

from interim.rules.rule import Rule

__all__ = ["TIMING"]

TIMING: tuple[Rule, ...] = ()
