"""The rules of this family, in the order of their ids."""

from interim.rules.rule import Rule
from interim.rules.status import (
    bad_multistatus,
    bad_partial_form,
    bad_problem_details,
    bare_416,
    content_in_205,
    content_not_allowed,
    fields_missing_in_304,
    framing_in_204,
    no_allow_in_405,
    no_challenge,
    no_location_in_redirect,
    no_upgrade_in_426,
    status_out_of_range,
    unconditional_304,
    wrong_length_in_304,
    wrong_partial_content,
)

__all__ = ["STATUS"]

STATUS: tuple[Rule, ...] = (
    framing_in_204.RULE,
    content_not_allowed.RULE,
    content_in_205.RULE,
    bad_partial_form.RULE,
    wrong_partial_content.RULE,
    bare_416.RULE,
    no_challenge.RULE,
    no_allow_in_405.RULE,
    no_upgrade_in_426.RULE,
    no_location_in_redirect.RULE,
    unconditional_304.RULE,
    wrong_length_in_304.RULE,
    fields_missing_in_304.RULE,
    status_out_of_range.RULE,
    bad_multistatus.RULE,
    bad_problem_details.RULE,
)
