"""CAC007: the header section for HEAD is not that for GET."""

from collections.abc import Callable, Iterator, Mapping

from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Framing
from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.reading.cache_control import cache_directives
from interim.rules.reading.content_length import read_content_length
from interim.rules.reading.field_list import list_names
from interim.rules.reading.media_type import media_type
from interim.rules.reading.validators import Sameness, same_representation
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_Reader = Callable[[Fields], object]


def _names(name: str) -> _Reader:
    return lambda fields: list_names(fields, name)


# What is compared, and how: values with a part that changes by nature are compared without it.
_COMPARED: Mapping[str, _Reader] = {
    "Content-Type": media_type,
    "Content-Language": _names("content-language"),
    "Cache-Control": lambda fields: frozenset(cache_directives(fields)),
    "Vary": _names("vary"),
    "Accept-Ranges": _names("accept-ranges"),
    "Allow": _names("allow"),
    "ETag": lambda fields: fields.get("etag"),
    "Last-Modified": lambda fields: fields.get("last-modified"),
    "Expires": lambda _: None,
    "Location": lambda _: None,
    "Content-Location": lambda _: None,
    "Content-Disposition": lambda _: None,
    "WWW-Authenticate": lambda _: None,
}
# "A server MAY omit header fields for which a value is determined only while generating the content" (RFC 9110
# §9.3.2): Vary is its own example, and an ETag is often a hash of the content.
_MAY_LACK = frozenset({"Vary", "ETag"})
_REPEATS: tuple[Probe, ...] = ("identity", "gzip", "etag", "modified")


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    name: Probe = "head" if exchange.request.method == "GET" else "get"
    twin = case.probe(name)
    if exchange.request.method not in ("GET", "HEAD") or twin is None:
        return
    get, head = (exchange.final, twin.final) if name == "head" else (twin.final, exchange.final)
    if get is None or head is None:
        return
    if get.status != head.status:
        if _settled(get.status) and _settled(head.status):
            yield _found(f"HEAD gets {head.status} and GET {get.status}", head, name, ["status"])
        return
    if same_representation(get, head) is Sameness.CHANGED:
        return
    differing = [*_differing(get.fields, head.fields)]
    if differing:
        yield _found(f"The response to HEAD differs from that to GET in {', '.join(differing)}", head, name, differing)
    length, octets = read_content_length(head.fields), _octets(get)
    if length is None or length.octets is None or octets is None or length.octets == octets:
        return
    if length.octets == 0 or _constant(case, get, head, octets):
        message = f"The response to HEAD carries Content-Length: {length.octets}, and GET gets {octets} octets"
        yield _found(message, head, name, ["Content-Length"])


def _settled(status: int) -> bool:
    """Whether the status is about the resource, not about a passing state of the server or the client."""
    return status in (501, 505) or (status < 500 and status not in (408, 425, 429))


def _differing(get: Fields, head: Fields) -> Iterator[str]:
    for name, read in _COMPARED.items():
        if name not in head:
            if name in get and name not in _MAY_LACK:
                yield name
        elif name not in get or read(get) != read(head):
            yield name


def _octets(get: Final) -> int | None:
    return get.content_octets if get.complete and get.framing is not Framing.NONE else None


def _constant(case: Case, get: Final, head: Final, octets: int) -> bool:
    """Whether the length of the content is known not to change by itself from one request to the next."""
    if same_representation(get, head) is Sameness.SAME:
        return True
    repeats = (case.probe(name) for name in _REPEATS)
    return any(_same_length(repeat, get, octets) for repeat in repeats if repeat is not None)


def _same_length(repeat: Exchange, get: Final, octets: int) -> bool:
    final = repeat.final
    if final is None or final.status != get.status or repeat.request.method != "GET":
        return False
    same_coding = final.fields.get("content-encoding") == get.fields.get("content-encoding")
    return same_coding and _octets(final) == octets


def _found(message: str, head: Final, probe: Probe, names: list[str]) -> Found:
    return Found(
        message=message,
        part="final",
        field="" if names == ["status"] else names[0],
        at_ns=head.head_at_ns,
        probe=probe,
        data={"fields": names},
    )


RULE = Rule(
    id="CAC007",
    name="head_differs_from_get",
    severity=Severity.WARNING,
    summary="The response to HEAD has another status or other fields than the response to GET",
    spec=("RFC 9110 §9.3.2",),
    why=(
        "HEAD is asked to learn what GET would get: link checkers, download managers and caches go by it. Where the "
        "two differ, a download gets the wrong size, or a page that works is reported as broken."
    ),
    bad=(
        "HEAD / HTTP/1.1\r\n\r\nHTTP/1.1 405 Method Not Allowed\r\nAllow: GET\r\n\r\n"
        "GET / HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"
    ),
    good=(
        "HEAD / HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"
        "GET / HTTP/1.1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"
    ),
    fix=(
        "Route HEAD to the handler of GET and let the server drop the content. Content-Length, Vary and other fields "
        "that are only known once the content was made may be left out, but must not be wrong."
    ),
    probes=("head", "get", *_REPEATS),
    check=_check,
)
