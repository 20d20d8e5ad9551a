"""The query parameters of a simulated status: their names, and the reading of a query."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["PARAMETERS", "Parameter", "Query", "decode", "parse_query"]

_MAX_REPEATS = 64
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One query parameter, as the documentation shows it.

    Attributes:
        form: what its value looks like.
        example: a path and query that use it.
    """

    name: str
    form: str
    meaning: str
    example: str


PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="count",
        form="1 to 300",
        meaning="how often the 1xx code of the path is sent",
        example="/api/status/102?count=3&interval=1s",
    ),
    Parameter(
        name="interval",
        form="duration",
        meaning="the time between them, and before the final response",
        example="/api/status/102?count=3&interval=1s",
    ),
    Parameter(
        name="final",
        form="status spec of final codes",
        meaning="the final response after the 1xx code of the path; 200 if not given",
        example="/api/status/103?final=503",
    ),
    Parameter(
        name="interim",
        form="CODE[*COUNT][@GAP], comma separated",
        meaning="interim responses before the answer to any code",
        example="/api/status/503?interim=103,102*3@500ms",
    ),
    Parameter(
        name="header.1NN",
        form="Name: Value, repeatable",
        meaning="a field of the interim responses with this code",
        example="/api/status/103?header.103=link:%20%3C/a.css%3E;%20rel=preload",
    ),
    Parameter(
        name="expect",
        form="100, 417 or delay:DURATION",
        meaning="what a request with Expect: 100-continue gets",
        example="/api/status/200?expect=417",
    ),
    Parameter(
        name="sleep",
        form="duration or range",
        meaning="wait before the final response",
        example="/api/status/200?sleep=100-900",
    ),
    Parameter(
        name="delay",
        form="duration or range",
        meaning="another name for sleep",
        example="/api/status/200?delay=2s",
    ),
    Parameter(
        name="sleep_after_headers",
        form="duration or range",
        meaning="wait between the header section and the content",
        example="/api/status/200?sleep_after_headers=2s",
    ),
    Parameter(
        name="drip",
        form="BYTES@GAP",
        meaning="send the content in pieces of BYTES, a GAP apart",
        example="/api/status/200?size=100&drip=10@100ms",
    ),
    Parameter(
        name="body",
        form="text",
        meaning="the content, UTF-8",
        example="/api/status/200?body=hello",
    ),
    Parameter(
        name="b64",
        form="base64",
        meaning="the content, any octets",
        example="/api/status/200?b64=aGVsbG8%3D",
    ),
    Parameter(
        name="size",
        form="bytes",
        meaning="so many octets of content, the alphabet over and over",
        example="/api/status/200?size=1000",
    ),
    Parameter(
        name="type",
        form="media type",
        meaning="the Content-Type; without content of your own, also which form the summary takes",
        example="/api/status/200?body=a,b&type=text/csv",
    ),
    Parameter(
        name="header",
        form="Name: Value, repeatable",
        meaning="a field of the final response",
        example="/api/status/200?header=X-Greeting:%20hello",
    ),
    Parameter(
        name="retry_after",
        form="seconds or an HTTP date",
        meaning="the Retry-After field",
        example="/api/status/503?retry_after=120",
    ),
    Parameter(
        name="location",
        form="a reference on this host, or to an allowed one",
        meaning="the Location field",
        example="/api/status/302?location=/api/status/204",
    ),
    Parameter(
        name="allow",
        form="methods, comma separated",
        meaning="the Allow field",
        example="/api/status/405?allow=PUT,DELETE",
    ),
    Parameter(
        name="etag",
        form="entity tag",
        meaning="the ETag field, and the validator of conditional requests",
        example="/api/status/200?etag=%22v1%22",
    ),
    Parameter(
        name="cache",
        form="value of Cache-Control",
        meaning="the Cache-Control field; no-store if not given",
        example="/api/status/200?cache=max-age=60",
    ),
    Parameter(
        name="strict",
        form="0 or 1",
        meaning="0 leaves out the fields the code asks for, and allows 600 to 999",
        example="/api/status/405?strict=0",
    ),
    Parameter(
        name="seed",
        form="text",
        meaning="makes every random choice repeatable",
        example="/api/status/200,500?seed=7",
    ),
    Parameter(
        name="seq",
        form="final codes, comma separated",
        meaning="one after the other for each request with this key; the last one stays",
        example="/api/status/200?seq=500,500,200&key=abc",
    ),
    Parameter(
        name="rate",
        form="COUNT/DURATION",
        meaning="more requests with this key get 429",
        example="/api/status/200?rate=5/2s&key=abc",
    ),
    Parameter(
        name="key",
        form="text",
        meaning="whose sequence or rate it is",
        example="/api/status/200?rate=5/2s&key=abc",
    ),
    Parameter(
        name="fault",
        form="a kind of fault",
        meaning="answer as a broken server does",
        example="/api/status/200?fault=truncate",
    ),
)
"""Every parameter. A gate holds docs/simulator.md and the OpenAPI document against it."""

_REPEATED = re.compile(r"header(?:\.1[0-9]{2})?")
_NAMES = tuple(parameter.name for parameter in PARAMETERS if parameter.name != "header.1NN")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query taken apart.

    Attributes:
        single: the parameters that can be given once.
        lines: the texts of ``header`` and ``header.103``, by parameter, in order.
    """

    single: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]


def parse_query(query: bytes) -> Query:
    """Take a query apart.

    Raises:
        InvalidInput: a parameter is unknown, given twice, or badly escaped.
    """
    single: dict[str, str] = {}
    lines: dict[str, tuple[str, ...]] = {}
    for part in query.decode("latin-1").split("&"):
        if not part:
            continue
        escaped_name, _, escaped_value = part.partition("=")
        name = decode("query", escaped_name.replace("+", " "))
        value = decode(name, escaped_value.replace("+", " "))
        if _REPEATED.fullmatch(name):
            lines[name] = (*lines.get(name, ()), value)
            if len(lines[name]) > _MAX_REPEATS:
                raise InvalidInput(name, len(lines[name]), f"{name}= at most {_MAX_REPEATS} times")
        elif name not in _NAMES:
            raise InvalidInput(name[:_SHOWN], value[:_SHOWN], _suggestion(name))
        elif name in single:
            raise InvalidInput(name, value[:_SHOWN], f"{name}= once")
        else:
            single[name] = value
    return Query(single=single, lines=lines)


def decode(parameter: str, escaped: str) -> str:
    """The text that was percent-encoded: RFC 3986 §2.1, as UTF-8.

    Raises:
        InvalidInput: a percent sign is followed by anything but two hexadecimal digits, or the octets are not UTF-8.
    """
    if "%" not in escaped and escaped.isascii():
        return escaped
    if _BROKEN_ESCAPE.search(escaped):
        raise InvalidInput(parameter, escaped[:_SHOWN], "%25 for a percent sign, %XX with two hexadecimal digits")
    octets = _UNESCAPE.sub(lambda match: bytes((int(match[1], 16),)), escaped.encode("latin-1"))
    try:
        return octets.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(parameter, escaped[:_SHOWN], "UTF-8 behind the percent-encoding") from error


_UNESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})")


def _suggestion(name: str) -> str:
    near = difflib.get_close_matches(name[:64], _NAMES, n=3)
    known = ", ".join(parameter.name for parameter in PARAMETERS)
    return f"{' or '.join(near)}? All parameters: {known}" if near else f"one of {known}"
