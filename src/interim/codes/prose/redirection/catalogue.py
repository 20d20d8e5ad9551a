"""All prose about 3xx, in the order of the codes."""

from interim.codes.prose.prose import Prose
from interim.codes.prose.redirection import (
    found_302,
    moved_permanently_301,
    multiple_choices_300,
    not_modified_304,
    permanent_redirect_308,
    see_other_303,
    temporary_redirect_307,
    unused_306,
    use_proxy_305,
)

__all__ = ["REDIRECTION"]

REDIRECTION: tuple[Prose, ...] = (
    multiple_choices_300.PROSE,
    moved_permanently_301.PROSE,
    found_302.PROSE,
    see_other_303.PROSE,
    not_modified_304.PROSE,
    use_proxy_305.PROSE,
    unused_306.PROSE,
    temporary_redirect_307.PROSE,
    permanent_redirect_308.PROSE,
)
