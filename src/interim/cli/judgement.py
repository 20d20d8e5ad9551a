"""How `interim inspect` judges: options and a configuration file to `Settings`."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interim.cli.duration import duration_ns
from interim.errors import InvalidInput
from interim.rules.finding import Severity
from interim.rules.settings import PROFILES, Settings

__all__ = ["FAIL_ON", "THRESHOLDS", "Judgement", "judgement"]

FAIL_ON = ("error", "warning", "note", "never")

_OTHERS = frozenset({"select", "ignore", "severities"})
THRESHOLDS: Mapping[str, str] = {
    field.name.removesuffix("_ns").replace("_", "-"): field.name
    for field in dataclasses.fields(Settings)
    if field.name not in _OTHERS
}
"""The attribute of `Settings` by the name that a user writes, such as first-102."""

_KEYS = ("profile", "select", "ignore", "fail-on", "timing", "severity")
_PREFIX = r"[A-Z]{3}[0-9]{0,3}"
_LARGEST_COUNT = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an exchange is judged by.

    Attributes:
        fail_on: the severity from which on a finding makes the command fail; None for never.
    """

    settings: Settings
    fail_on: Severity | None


def judgement(
    *,
    profile: str | None,
    select: str | None,
    ignore: str | None,
    thresholds: Iterable[str],
    fail_on: str | None,
    config: Path | None,
) -> Judgement:
    """What options and file ask for together; an option wins over the file.

    Raises:
        InvalidInput: a name or a value is none; it names the option, or the file and its key.
    """
    file = {} if config is None else _read(config)
    values: dict[str, Any] = {}
    for key, value in _table(file, "timing", config).items():
        values |= _threshold(f"{config}: timing.{key}", key, value, f"{config}: timing")
    for text in thresholds:
        name, sign, value = text.partition("=")
        if not sign:
            raise InvalidInput("--set", text, "NAME=VALUE, such as first-102=30s")
        values |= _threshold(f"--set {name}", name, value, "--set")
    for key, option in (("select", select), ("ignore", ignore)):
        if option is not None:
            values[key] = _rules(f"--{key}", option.split(","))
        elif key in file:
            values[key] = _rules(f"{config}: {key}", _strings(file[key], f"{config}: {key}"))
    severities = {
        _rules(f"{config}: severity", [rule], whole=True)[0]: _severity(word, f"{config}: severity.{rule}")
        for rule, word in _table(file, "severity", config).items()
    }
    named = profile or _choice(file.get("profile", "default"), f"{config}: profile", tuple(PROFILES))
    failing = fail_on or _choice(file.get("fail-on", "error"), f"{config}: fail-on", FAIL_ON)
    return Judgement(
        settings=Settings(**values, severities=severities).under(named),
        fail_on=None if failing == "never" else Severity.of(failing),
    )


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput("--config", path, f"a file that can be read: {error.strerror}") from error
    except ValueError as error:
        raise InvalidInput("--config", path, f"TOML: {error}") from error
    for key in document:
        if key not in _KEYS:
            raise InvalidInput(f"{path}", key, "one of " + ", ".join(_KEYS))
    return document


def _threshold(parameter: str, name: str, value: object, where: str) -> dict[str, Any]:
    attribute = THRESHOLDS.get(name)
    if attribute is None:
        raise InvalidInput(where, name, "one of " + ", ".join(THRESHOLDS))
    if attribute.endswith("_ns"):
        return {attribute: duration_ns(parameter, value)}
    if attribute.endswith("_share"):
        return {attribute: _share(parameter, value)}
    count = int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,7}", value) else value
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= _LARGEST_COUNT:
        raise InvalidInput(parameter, value, f"a number from 0 to {_LARGEST_COUNT}")
    return {attribute: count}


def _share(parameter: str, value: object) -> float:
    share = float(value) if isinstance(value, str) and re.fullmatch(r"[01](\.[0-9]{1,9})?", value) else value
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise InvalidInput(parameter, value, "a number from 0 to 1")
    return float(share)


def _rules(parameter: str, names: Iterable[str], *, whole: bool = False) -> tuple[str, ...]:
    # All rules: a cost that only those pay who name one.
    from interim.rules.catalogue import FAMILIES, RULES

    wanted = tuple(name.strip().upper() for name in names if name.strip())
    for name in wanted:
        known = name in RULES if whole else any(rule_id.startswith(name) for rule_id in RULES)
        if not known or not re.fullmatch(_PREFIX, name):
            families = "" if whole else ", or the start of one; families are " + ", ".join(FAMILIES)
            raise InvalidInput(parameter, name, f"the id of a rule, such as INT001{families}")
    return wanted


def _strings(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidInput(where, value, 'an array of strings, such as ["INT", "TIM006"]')
    return value


def _table(file: Mapping[str, Any], key: str, path: Path | None) -> dict[str, Any]:
    table = file.get(key, {})
    if not isinstance(table, dict):
        raise InvalidInput(f"{path}: {key}", table, f"a table, [{key}]")
    return table


def _choice(value: object, where: str, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise InvalidInput(where, value, "one of " + ", ".join(allowed))
    return value


def _severity(word: object, where: str) -> Severity:
    return Severity.of(_choice(word, where, FAIL_ON[:3]))
