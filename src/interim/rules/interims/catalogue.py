"""The rules of this family, in the order of their ids."""

from interim.rules.interims import (
    content_after_interim,
    content_length_in_interim,
    continue_not_expected,
    continue_repeated,
    early_hints_without_link,
    expectation_ignored,
    hint_not_kept,
    hop_by_hop_in_interim,
    interim_after_final,
    interim_to_http10,
    interims_lost,
    metadata_in_interim,
    no_final_response,
    processing_before_content,
    set_cookie_in_interim,
    status_uri_malformed,
    status_uri_misplaced,
    switching_not_offered,
    switching_on_http2,
    switching_without_upgrade,
    transfer_encoding_in_interim,
    unregistered_interim,
)
from interim.rules.rule import Rule

__all__ = ["INTERIMS"]

INTERIMS: tuple[Rule, ...] = (
    no_final_response.RULE,
    content_length_in_interim.RULE,
    transfer_encoding_in_interim.RULE,
    content_after_interim.RULE,
    interim_to_http10.RULE,
    switching_on_http2.RULE,
    switching_without_upgrade.RULE,
    switching_not_offered.RULE,
    continue_not_expected.RULE,
    continue_repeated.RULE,
    interim_after_final.RULE,
    processing_before_content.RULE,
    set_cookie_in_interim.RULE,
    hop_by_hop_in_interim.RULE,
    metadata_in_interim.RULE,
    status_uri_malformed.RULE,
    status_uri_misplaced.RULE,
    early_hints_without_link.RULE,
    hint_not_kept.RULE,
    unregistered_interim.RULE,
    interims_lost.RULE,
    expectation_ignored.RULE,
)
