"""The rules of this family, in the order of their ids."""

from interim.rules.fields import (
    bad_cookie,
    bad_field_value,
    credentials_for_every_origin,
    no_date,
    preflight_contradicts,
    weak_browser_protection,
    wrong_clock,
)
from interim.rules.rule import Rule

__all__ = ["FIELDS"]

FIELDS: tuple[Rule, ...] = (
    no_date.RULE,
    wrong_clock.RULE,
    bad_field_value.RULE,
    credentials_for_every_origin.RULE,
    bad_cookie.RULE,
    weak_browser_protection.RULE,
    preflight_contradicts.RULE,
)
