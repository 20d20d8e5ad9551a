"""All prose, by code."""

from collections.abc import Mapping
from types import MappingProxyType

from interim.codes.prose.client_error.catalogue import CLIENT_ERROR
from interim.codes.prose.informational.catalogue import INFORMATIONAL
from interim.codes.prose.prose import Prose
from interim.codes.prose.redirection.catalogue import REDIRECTION
from interim.codes.prose.server_error.catalogue import SERVER_ERROR
from interim.codes.prose.successful.catalogue import SUCCESSFUL
from interim.codes.prose.unofficial import UNOFFICIAL_PROSE

__all__ = ["PROSE"]

_ALL = (
    *INFORMATIONAL,
    *SUCCESSFUL,
    *REDIRECTION,
    *CLIENT_ERROR,
    *SERVER_ERROR,
    *UNOFFICIAL_PROSE,
)

PROSE: Mapping[int, Prose] = MappingProxyType({prose.code: prose for prose in sorted(_ALL, key=lambda one: one.code)})
"""The prose of every code in the registry, ascending; it cannot be changed."""
