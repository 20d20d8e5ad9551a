"""The rules of this family, in the order of their ids."""

from interim.rules.caching import (
    bad_age,
    bad_cache_control,
    condition_not_honoured,
    etag_same_across_codings,
    head_differs_from_get,
    no_explicit_freshness,
    no_vary_on_encoding,
    range_not_honoured,
)
from interim.rules.rule import Rule

__all__ = ["CACHING"]

CACHING: tuple[Rule, ...] = (
    bad_cache_control.RULE,
    no_explicit_freshness.RULE,
    bad_age.RULE,
    no_vary_on_encoding.RULE,
    condition_not_honoured.RULE,
    etag_same_across_codings.RULE,
    head_differs_from_get.RULE,
    range_not_honoured.RULE,
)
