"""The rules of this family, in the order of their ids."""

from interim.rules.rule import Rule
from interim.rules.timing import (
    early_hints_late,
    first_processing_late,
    interim_flood,
    interims_beyond_clients,
    interims_beyond_go,
    interims_held_back,
    keep_alive_too_short,
    needless_processing,
    silence_beyond_proxies,
    silence_beyond_strict_proxies,
    slow_without_interim,
    watching_ended,
)

__all__ = ["TIMING"]

TIMING: tuple[Rule, ...] = (
    first_processing_late.RULE,
    slow_without_interim.RULE,
    silence_beyond_proxies.RULE,
    silence_beyond_strict_proxies.RULE,
    interims_beyond_clients.RULE,
    interims_beyond_go.RULE,
    interim_flood.RULE,
    needless_processing.RULE,
    interims_held_back.RULE,
    early_hints_late.RULE,
    watching_ended.RULE,
    keep_alive_too_short.RULE,
)
