"""From the spec of a path and a query to a scenario: the grammar of the simulator's URLs."""

import base64
import binascii
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from interim.errors import InvalidInput
from interim.exchange.fields import NAME, VALUE, FieldLine
from interim.simulator.config import Config
from interim.simulator.durations import in_words, parse_duration, parse_span
from interim.simulator.interims import check_interim_lines, check_script, parse_interims
from interim.simulator.lines import checked_line, parse_lines
from interim.simulator.location import check_location
from interim.simulator.parameters import Query, decode, parse_query
from interim.simulator.scenario import Drip, Expect, Fault, Rate, Scenario
from interim.simulator.spec import Choice, parse_codes, parse_spec
from interim.simulator.table import IDLE_NS, MAX_LIMIT

__all__ = ["parse_scenario"]

_DEFAULT_INTERIM_FAULTS = frozenset({Fault.INTERIM_ONLY, Fault.INTERIM_BODY, Fault.LATE_INTERIM, Fault.INTERIM_FLOOD})
_DEFAULT_FLOOD = 1000
_MAX_TEXT = 128
_MEDIA_TYPE = re.compile(r"[!#$%&'*+\-.^_`|~\w]+/[!#$%&'*+\-.^_`|~\w]+(?: *;[ !-~]*[!-~])?", re.ASCII)
_ETAG = re.compile(r'(?:W/)?"[!#-~\x80-\xff]*"')
_OPAQUE = re.compile(r"[!#-~]+")
_IMF_FIXDATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,9}")


def parse_scenario(spec: str, query: bytes, config: Config, *, shared: bool = False) -> Scenario:
    """What a URL asks for.

    Args:
        spec: the status spec as it stands in the path, percent-encoded.
        query: as it stands behind the question mark.
        config: the limits.
        shared: it will be kept for other requests with the same URL.

    Raises:
        InvalidInput: something in it cannot be used; named are the parameter, what it was and what is allowed.
    """
    asked_for = parse_query(query)
    single = asked_for.single
    strict = _one_of("strict", single.get("strict", "1"), {"0": False, "1": True})
    asked = parse_spec("status", decode("status", spec), strict=strict)
    members = {name: value for parser in _PARSERS for name, value in parser(asked, single, config).items()}
    scenario = Scenario(
        asked=asked,
        strict=strict,
        shared=shared,
        seed=_text("seed", single["seed"]) if "seed" in single else None,
        lines=_final_lines(asked_for, config),
        interim_lines=_interim_lines(asked_for),
        **members,
    )
    _check_whole(scenario, single, config)
    return scenario


def _interims(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "interim" in single:
        found |= {"steps": parse_interims(single["interim"], config), "explicit": True}
    flooding = single.get("fault") == Fault.INTERIM_FLOOD.value
    path_plays = asked.interim and asked.codes[0] != 101
    for name in ("count", "interval", "final"):
        if name in single and not path_plays and not (name == "count" and flooding):
            raise InvalidInput(name, single[name], f"{name}= with a 1xx code in the path; interim= with any other")
    if "count" in single and not flooding:
        found["count"] = _number("count", single["count"], 1, config.max_interims)
    if "interval" in single:
        found["interval_ns"] = parse_duration("interval", single["interval"], config.max_hold_ns)
    return found


def _final(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    if "seq" in single:
        if "final" in single:
            raise InvalidInput("final", single["final"], "final= or seq=, not both")
        high = 599 if single.get("strict") != "0" else 999
        sequence = parse_codes("seq", single["seq"], 200, high)
        return {"final": Choice(codes=sequence[:1], weights=(1,)), "sequence": sequence}
    if not asked.interim:
        return {"final": asked}
    final = parse_spec("final", single.get("final", "200"), strict=single.get("strict") != "0")
    if final.interim:
        raise InvalidInput("final", single["final"], "codes of final responses, 200 to 599")
    return {"final": final}


def _times(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "sleep" in single and "delay" in single:
        raise InvalidInput("delay", single["delay"], "sleep= or delay=, they are the same")
    for name, member in (("sleep", "sleep"), ("delay", "sleep"), ("sleep_after_headers", "sleep_after_headers")):
        if name in single:
            found[member] = parse_span(name, single[name], config.max_hold_ns)
    if "drip" in single:
        size, at, gap = single["drip"].partition("@")
        if not (at and _COUNT.fullmatch(size) and int(size)):
            raise InvalidInput("drip", single["drip"], "BYTES@GAP, such as 10@100ms")
        found["drip"] = Drip(size_bytes=int(size), gap_ns=parse_duration("drip", gap, config.max_hold_ns))
    return found


def _content(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    found: dict[str, Any] = {}
    given = [name for name in ("body", "b64", "size") if name in single]
    if len(given) > 1:
        raise InvalidInput(given[1], single[given[1]][:_MAX_TEXT], "one of body=, b64= and size=")
    if "body" in single:
        found |= {"content": single["body"].encode(), "textual": True}
    if "b64" in single:
        found["content"] = _octets(single["b64"])
    if "size" in single:
        found["size_bytes"] = _number("size", single["size"], 0, config.max_body_bytes)
    if len(found.get("content", b"")) > config.max_body_bytes:
        raise InvalidInput(given[0], f"{len(found['content'])} octets", f"at most {config.max_body_bytes} octets")
    if "type" in single:
        if not _MEDIA_TYPE.fullmatch(single["type"]):
            raise InvalidInput("type", single["type"], "a media type such as text/csv; charset=utf-8")
        found["media_type"] = single["type"]
    return found


def _expect(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    text = single.get("expect")
    if text is None:
        return {}
    kind, colon, delay = text.partition(":")
    if kind == "delay" and colon:
        return {"expect": Expect.DELAY, "expect_delay_ns": parse_duration("expect", delay, config.max_hold_ns)}
    return {"expect": _one_of("expect", text, {"100": Expect.CONTINUE, "417": Expect.REFUSE}, "100, 417 or delay:2s")}


def _fault(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    if "fault" not in single:
        return {}
    fault = _one_of("fault", single["fault"], {fault.value: fault for fault in Fault})
    if asked.codes[0] == 101:
        raise InvalidInput("fault", single["fault"], "no fault= with 101, which switches the protocol")
    if fault is Fault.INTERIM_FLOOD:
        count = single.get("count", str(min(_DEFAULT_FLOOD, config.max_flood_interims)))
        return {"fault": fault, "flood": _number("count", count, 1, config.max_flood_interims)}
    return {"fault": fault}


def _turns(asked: Choice, single: "dict[str, str]", config: Config) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "rate" in single:
        count, slash, window = single["rate"].partition("/")
        if not (slash and _COUNT.fullmatch(count) and 1 <= int(count) <= MAX_LIMIT):
            raise InvalidInput("rate", single["rate"], f"COUNT/DURATION, such as 5/2s; COUNT is 1 to {MAX_LIMIT}")
        window_ns = parse_duration("rate", window, IDLE_NS)
        if not window_ns:
            raise InvalidInput("rate", single["rate"], "COUNT/DURATION with a duration of more than 0")
        found["rate"] = Rate(limit=int(count), window_ns=window_ns)
    wanted = "seq" in single or "rate" in single
    if wanted and "key" not in single:
        raise InvalidInput("key", "", "key=TEXT beside seq= and rate=: it says whose turn it is")
    if "key" in single:
        if not wanted:
            raise InvalidInput("key", single["key"], "key= with seq= or rate= only")
        found["key"] = _text("key", single["key"])
    return found


_PARSERS: tuple[Callable[[Choice, Any, Config], dict[str, Any]], ...] = (
    _interims,
    _final,
    _times,
    _content,
    _expect,
    _fault,
    _turns,
    lambda _asked, single, _config: {
        member: parse(single[member])
        for member, parse in (("etag", _etag), ("cache", lambda text: _value("cache", text)))
        if member in single
    },
)


def _final_lines(query: Query, config: Config) -> tuple[FieldLine, ...]:
    single = query.single
    lines = [
        checked_line("header", name.decode("latin-1"), value.decode("latin-1"), config)
        for name, value in parse_lines("header", query.lines.get("header", ()))
    ]
    if "retry_after" in single:
        lines.append((b"retry-after", _retry_after(single["retry_after"]).encode()))
    if "location" in single:
        lines.append((b"location", check_location("location", single["location"], config).encode()))
    if "allow" in single:
        methods = [method.strip(" \t") for method in single["allow"].split(",")] if single["allow"] else []
        if not all(NAME.fullmatch(method.encode()) for method in methods):
            raise InvalidInput("allow", single["allow"], "methods, separated by commas, such as GET,HEAD")
        lines.append((b"allow", ", ".join(methods).encode()))
    return tuple(lines)


def _interim_lines(query: Query) -> dict[int, tuple[FieldLine, ...]]:
    lines = {
        int(name.removeprefix("header.")): parse_lines(name, texts)
        for name, texts in query.lines.items()
        if name != "header"
    }
    check_interim_lines(lines)
    return lines


def _check_whole(scenario: Scenario, single: "dict[str, str] | Any", config: Config) -> None:
    """What no parameter shows by itself."""
    named = "interim" if scenario.explicit else "count" if "count" in single else "status"
    check_script(named, single.get(named, ""), scenario.script(scenario.asked.codes[0]), config)
    played = {step.status for step in scenario.steps} | (set(scenario.asked.codes) if scenario.asked.interim else set())
    if scenario.fault in _DEFAULT_INTERIM_FAULTS:
        played.add(102)
    for code in scenario.interim_lines:
        if code not in played or code == 101:
            raise InvalidInput(f"header.{code}", code, "a code that the path or interim= plays")
    total_ns = scenario.longest_hold_ns() + scenario.sleep_after_headers.high_ns
    if total_ns > config.max_hold_ns:
        name = next(name for name in ("sleep", "delay", "sleep_after_headers", "expect", "interval") if name in single)
        raise InvalidInput(name, single[name], f"at most {in_words(config.max_hold_ns)} in all, the interims included")


def _number(parameter: str, text: str, low: int, high: int) -> int:
    if not _COUNT.fullmatch(text) or not low <= int(text) <= high:
        raise InvalidInput(parameter, text, f"a number from {low} to {high}")
    return int(text)


def _one_of(parameter: str, text: str, values: "dict[str, Any]", allowed: str | None = None) -> Any:
    if text not in values:
        raise InvalidInput(parameter, text, allowed or "one of " + ", ".join(values))
    return values[text]


def _text(parameter: str, text: str) -> str:
    if not 1 <= len(text) <= _MAX_TEXT:
        raise InvalidInput(parameter, text[:_MAX_TEXT], f"1 to {_MAX_TEXT} characters")
    return text


def _value(parameter: str, text: str) -> str:
    try:
        # No tab, for the sake of HTTP/2 by zttp: see lines.py.
        valid = bool(text) and "\t" not in text and bool(VALUE.fullmatch(text.encode("latin-1")))
    except UnicodeEncodeError:
        valid = False
    if not valid:
        raise InvalidInput(parameter, text, "visible characters with spaces between them (RFC 9110 §5.5)")
    return text


def _etag(text: str) -> str:
    if _OPAQUE.fullmatch(text) and not text.startswith("W/"):
        return f'"{text}"'
    if not _ETAG.fullmatch(text):
        raise InvalidInput("etag", text, 'an entity tag such as "v1" or W/"v1" (RFC 9110 §8.8.3)')
    return text


def _retry_after(text: str) -> str:
    if _COUNT.fullmatch(text):
        return text
    try:
        if _IMF_FIXDATE.fullmatch(text):
            parsedate_to_datetime(text)
            return text
    except ValueError:
        pass
    raise InvalidInput("retry_after", text, "seconds such as 120, or a date such as Sun, 06 Nov 2044 08:49:37 GMT")


def _octets(text: str) -> bytes:
    # In a query a plus sign is a space; base64 has no spaces, so they were plus signs.
    standard = text.replace(" ", "+").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("b64", text[:_MAX_TEXT], "base64 (RFC 4648 §4 or §5)") from error
