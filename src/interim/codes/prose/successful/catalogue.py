"""All prose about 2xx, in the order of the codes."""

from interim.codes.prose.prose import Prose
from interim.codes.prose.successful import (
    accepted_202,
    already_reported_208,
    created_201,
    im_used_226,
    multi_status_207,
    no_content_204,
    non_authoritative_information_203,
    ok_200,
    partial_content_206,
    reset_content_205,
)

__all__ = ["SUCCESSFUL"]

SUCCESSFUL: tuple[Prose, ...] = (
    ok_200.PROSE,
    created_201.PROSE,
    accepted_202.PROSE,
    non_authoritative_information_203.PROSE,
    no_content_204.PROSE,
    reset_content_205.PROSE,
    partial_content_206.PROSE,
    multi_status_207.PROSE,
    already_reported_208.PROSE,
    im_used_226.PROSE,
)
