"""The request fields of httpstat.us, for those who have them in their tests: twins of query parameters."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine
from interim.simulator.config import Config
from interim.simulator.durations import NO_TIME, in_words, parse_span
from interim.simulator.lines import checked_line
from interim.simulator.scenario import Scenario

__all__ = ["with_twins"]

_RESPONSE = "response-"
_TRUTH = re.compile(r"(?i)(true|1)|false|0")


def with_twins(scenario: Scenario, twins: Iterable[FieldLine], config: Config) -> Scenario:
    """The scenario with what the fields ask for; a query parameter for the same thing goes first.

    The twins are names in lower case without ``x-httpstatus-``, and values.

    Raises:
        InvalidInput: naming the field.
    """
    changes: dict[str, Any] = {}
    lines: list[FieldLine] = []
    for raw_name, raw_value in twins:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        parameter = f"X-HttpStatus-{name.title()}"
        if name == "sleep":
            changes["sleep"] = parse_span(parameter, value, config.max_hold_ns)
        elif name == "sleepafterheaders":
            changes["sleep_after_headers"] = parse_span(parameter, value, config.max_hold_ns)
        elif name == "suppressbody":
            match = _TRUTH.fullmatch(value)
            if match is None:
                raise InvalidInput(parameter, value, "true or false")
            changes["suppress"] = match[1] is not None
        elif name.startswith(_RESPONSE) and name != _RESPONSE:
            lines.append(checked_line(parameter, name.removeprefix(_RESPONSE), value, config))
        else:
            allowed = "X-HttpStatus-Sleep, -SleepAfterHeaders, -SuppressBody or -Response-NAME"
            raise InvalidInput(parameter, value, allowed)
    for member in ("sleep", "sleep_after_headers"):
        if getattr(scenario, member) != NO_TIME:
            changes.pop(member, None)
    changed = replace(scenario, lines=(*scenario.lines, *lines), shared=False, **changes)
    if changed.longest_hold_ns() + changed.sleep_after_headers.high_ns > config.max_hold_ns:
        raise InvalidInput("X-HttpStatus-Sleep", "more time", f"at most {in_words(config.max_hold_ns)} in all")
    return changed
