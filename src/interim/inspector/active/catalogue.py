"""All active checks, in the order in which they run. The poll of a monitor follows: see `polling.py`."""

from interim.inspector.active.check import Check
from interim.inspector.active.compare import COMPARE
from interim.inspector.active.conditional import CONDITIONAL
from interim.inspector.active.encoding import ENCODING
from interim.inspector.active.expect import EXPECT
from interim.inspector.active.head import HEAD
from interim.inspector.active.http10 import HTTP10
from interim.inspector.active.preflight import PREFLIGHT
from interim.inspector.active.ranges import RANGES
from interim.inspector.active.versions import VERSIONS

__all__ = ["CHECKS"]

# What the user asked for by name comes first, then what is about interim responses: a deadline cuts off the end.
CHECKS: tuple[Check, ...] = (
    COMPARE,
    HTTP10,
    VERSIONS,
    HEAD,
    ENCODING,
    CONDITIONAL,
    RANGES,
    EXPECT,
    PREFLIGHT,
)
