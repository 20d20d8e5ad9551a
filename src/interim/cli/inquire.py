"""What `interim inspect` asks: options to an `Inquiry`."""

import ipaddress
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interim.cli.duration import duration_ns
from interim.errors import InvalidInput
from interim.exchange.fields import NAME, Fields
from interim.inspector.inquiry import Inquiry
from interim.rules.settings import Settings
from interim.wire.address import AddressPolicy
from interim.wire.limits import Limits
from interim.wire.target import parse_url

__all__ = ["inquiry_of"]

_FORM = "application/x-www-form-urlencoded"
_RESOLVE = r"([^:\[\]]+|\[[^\]]+\]):([0-9]{1,5}):(.+)"


def inquiry_of(url: str, values: Mapping[str, Any], settings: Settings) -> Inquiry:
    """The inquiry for a URL and the options of the command, by their names.

    Raises:
        InvalidInput: a value cannot be used, or two options contradict each other.
    """
    target = parse_url(url)
    if values["compare"]:
        parse_url(values["compare"], parameter="--compare")
    method = values["method"] or ""
    if method and not NAME.fullmatch(method.encode("utf-8", "surrogateescape")):
        raise InvalidInput("-X", method, "a method, such as GET (RFC 9110 §9.1)")
    has_content = values["data"] != ()
    if values["expect"] and not has_content:
        raise InvalidInput("--expect", "no content", "content to hold back, with -d (RFC 9110 §10.1.1)")
    if values["insecure"] and values["cacert"]:
        raise InvalidInput("--insecure", "with --cacert", "one of the two")
    content = b"&".join(_content(item) for item in values["data"])
    limits = Limits()
    return Inquiry(
        url=target.url,
        method=method or ("POST" if has_content else "GET"),
        fields=_fields(values["headers"], prefer=values["prefer"], is_form=has_content),
        content=content,
        expect=values["expect"],
        http=values["http"],
        follow=values["follow"],
        verify=not values["insecure"],
        ca_file=_ca_file(values["cacert"]),
        resolve=dict(_resolved(text) for text in values["resolve"]),
        active=values["active"],
        compare=values["compare"] or "",
        poll_monitor=values["poll_monitor"],
        policy=AddressPolicy(public_only=values["public_only"]),
        limits=Limits(
            watch_ns=_limit("--watch", values["watch"], limits.watch_ns, least_ns=1),
            linger_ns=_limit("--linger", values["linger"], limits.linger_ns, least_ns=0),
        ),
        settings=settings,
    )


def _limit(option: str, text: str | None, default_ns: int, *, least_ns: int) -> int:
    return default_ns if text is None else duration_ns(option, text, least_ns=least_ns)


def _fields(headers: Iterable[str], *, prefer: str | None, is_form: bool) -> Fields:
    lines = [_field(text) for text in headers]
    if prefer is not None:
        lines.append(("Prefer", prefer))
    if is_form and not any(name.lower() == "content-type" for name, _ in lines):
        lines.append(("Content-Type", _FORM))
    return Fields.checked(lines)


def _field(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if colon and name:
        return name, value.strip(" \t")
    if text.endswith(";") and len(text) > 1:
        # As curl has it: a field with an empty value.
        return text[:-1], ""
    raise InvalidInput("-H", text, "'Name: value', or 'Name;' for an empty value")


def _content(text: str) -> bytes:
    if text == "@-":
        return sys.stdin.buffer.read()
    if not text.startswith("@"):
        return text.encode("utf-8", "surrogateescape")
    try:
        return Path(text[1:]).read_bytes()
    except OSError as error:
        raise InvalidInput("-d", text, f"content, or @ and a file that can be read: {error.strerror}") from error


def _ca_file(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb"):
            return str(path)
    except OSError as error:
        raise InvalidInput("--cacert", path, f"a file that can be read: {error.strerror}") from error


def _resolved(text: str) -> tuple[tuple[str, int], str]:
    match = re.fullmatch(_RESOLVE, text)
    try:
        if match is not None and 0 < int(match[2]) < 65536:
            address = ipaddress.ip_address(match[3].strip("[]"))
            return (match[1].strip("[]").lower(), int(match[2])), str(address)
    except ValueError:
        pass
    raise InvalidInput("--resolve", text, "HOST:PORT:ADDRESS, such as example.com:443:127.0.0.1")
