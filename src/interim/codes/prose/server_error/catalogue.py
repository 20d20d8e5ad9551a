"""All prose about 5xx, in the order of the codes."""

from interim.codes.prose.prose import Prose
from interim.codes.prose.server_error import (
    bad_gateway_502,
    gateway_timeout_504,
    http_version_not_supported_505,
    insufficient_storage_507,
    internal_server_error_500,
    loop_detected_508,
    network_authentication_required_511,
    not_extended_510,
    not_implemented_501,
    service_unavailable_503,
    variant_also_negotiates_506,
)

__all__ = ["SERVER_ERROR"]

SERVER_ERROR: tuple[Prose, ...] = (
    internal_server_error_500.PROSE,
    not_implemented_501.PROSE,
    bad_gateway_502.PROSE,
    service_unavailable_503.PROSE,
    gateway_timeout_504.PROSE,
    http_version_not_supported_505.PROSE,
    variant_also_negotiates_506.PROSE,
    insufficient_storage_507.PROSE,
    loop_detected_508.PROSE,
    not_extended_510.PROSE,
    network_authentication_required_511.PROSE,
)
