"""Interim scripts in a URL: ``103,102*3@500ms`` is CODE[*COUNT][@GAP], separated by commas."""

import re
from collections.abc import Mapping, Sequence

from interim.errors import InvalidInput, LocalProtocolError
from interim.exchange.fields import FieldLine
from interim.protocol.lifecycle import check_interim
from interim.protocol.pacing import Step, script_length_ns
from interim.simulator.config import Config
from interim.simulator.durations import in_words, parse_duration

__all__ = ["check_interim_lines", "check_script", "parse_interims"]

_ITEM = re.compile(r"(1[0-9]{2})(?:\*([1-9][0-9]{0,5}))?(?:@([^,@]+))?")
_ALLOWED = "CODE[*COUNT][@GAP], separated by commas, such as 103,102*3@500ms; CODE is 100 to 199 without 101"


def parse_interims(text: str, config: Config) -> tuple[Step, ...]:
    """The steps of an ``interim=`` parameter.

    Raises:
        InvalidInput: it is no script, or exceeds a limit.
    """
    steps = []
    for item in text.split(","):
        match = _ITEM.fullmatch(item)
        if match is None or match[1] == "101":
            raise InvalidInput("interim", text, _ALLOWED)
        gap_ns = parse_duration("interim", match[3], config.max_hold_ns) if match[3] else 0
        steps.append(Step(status=int(match[1]), count=int(match[2] or 1), gap_ns=gap_ns))
    check_script("interim", text, steps, config)
    return tuple(steps)


def check_script(parameter: str, got: str, steps: Sequence[Step], config: Config) -> None:
    """Hold a script against the limits.

    Raises:
        InvalidInput: it has too many interim responses, or is too long.
    """
    if sum(step.count for step in steps) > config.max_interims:
        raise InvalidInput(parameter, got, f"at most {config.max_interims} interim responses")
    if script_length_ns(steps) > config.max_hold_ns:
        raise InvalidInput(parameter, got, f"at most {in_words(config.max_hold_ns)} in all")


def check_interim_lines(lines: Mapping[int, Sequence[FieldLine]]) -> None:
    """Hold the fields of ``header.103=`` and the like against what an interim response may carry.

    Raises:
        InvalidInput: naming the parameter and what HTTP says.
    """
    for code, those in lines.items():
        try:
            check_interim(code, those)
        except LocalProtocolError as error:
            got = ", ".join(name.decode("latin-1") for name, _ in those)
            raise InvalidInput(f"header.{code}", got, f"fields of an interim response: {error}") from error
