"""The rules of this family, in the order of their ids."""

from interim.rules.framing import (
    bad_content_length,
    bad_status_line,
    connection_field_in_http2,
    content_length_with_transfer_encoding,
    frame_not_allowed,
    incomplete_response,
    malformed_chunk,
    malformed_field_line,
    obsolete_line_form,
    octets_after_response,
    transfer_encoding_in_http10,
    unannounced_close,
)
from interim.rules.rule import Rule

__all__ = ["FRAMING"]

FRAMING: tuple[Rule, ...] = (
    content_length_with_transfer_encoding.RULE,
    bad_content_length.RULE,
    incomplete_response.RULE,
    octets_after_response.RULE,
    transfer_encoding_in_http10.RULE,
    malformed_chunk.RULE,
    obsolete_line_form.RULE,
    malformed_field_line.RULE,
    connection_field_in_http2.RULE,
    bad_status_line.RULE,
    unannounced_close.RULE,
    frame_not_allowed.RULE,
)
