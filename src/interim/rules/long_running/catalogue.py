"""The rules of this family, in the order of their ids."""

from interim.rules.long_running import (
    accepted_content_stalled,
    accepted_without_monitor,
    accepted_without_retry_after,
    monitor_unusable,
    preference_applied_wrong,
    preference_without_vary,
    processing_then_accepted,
    refusal_without_retry_after,
    retry_after_malformed,
    retry_after_past,
    wait_exceeded,
)
from interim.rules.rule import Rule

__all__ = ["LONG_RUNNING"]

LONG_RUNNING: tuple[Rule, ...] = (
    accepted_without_monitor.RULE,
    accepted_without_retry_after.RULE,
    retry_after_malformed.RULE,
    retry_after_past.RULE,
    refusal_without_retry_after.RULE,
    wait_exceeded.RULE,
    preference_applied_wrong.RULE,
    preference_without_vary.RULE,
    monitor_unusable.RULE,
    processing_then_accepted.RULE,
    accepted_content_stalled.RULE,
)
