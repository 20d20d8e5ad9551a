"""All prose about 1xx, in the order of the codes."""

from interim.codes.prose.informational import (
    continue_100,
    early_hints_103,
    processing_102,
    switching_protocols_101,
    upload_resumption_supported_104,
)
from interim.codes.prose.prose import Prose

__all__ = ["INFORMATIONAL"]

INFORMATIONAL: tuple[Prose, ...] = (
    continue_100.PROSE,
    switching_protocols_101.PROSE,
    processing_102.PROSE,
    early_hints_103.PROSE,
    upload_resumption_supported_104.PROSE,
)
