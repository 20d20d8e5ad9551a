"""The answer: the final response to one request, ready to be sent."""

from typing import NamedTuple

from interim.asgi.channel import Scope
from interim.exchange.fields import FieldLine
from interim.simulator.conditional import evaluate
from interim.simulator.content import Filler
from interim.simulator.facts import Facts
from interim.simulator.head import Head, head_of
from interim.simulator.lines import SUMMARY
from interim.simulator.played import Played
from interim.simulator.ranges import cut
from interim.simulator.scenario import Scenario
from interim.simulator.summary import in_form, short_summary, summary

__all__ = ["Answer", "answer_to"]


class Answer(NamedTuple):
    """A final response. A tuple, as one is made for each request.

    Attributes:
        lines: the whole header section, Content-Length included where it belongs.
        content: what is sent; nothing where there must not be any.
    """

    status: int
    lines: list[FieldLine]
    content: bytes | Filler


def answer_to(scope: Scope, facts: Facts, scenario: Scenario, played: Played) -> Answer:
    """The final response of a scenario: 200 may become 206, 304, 412 or 416, if the request has conditions."""
    status = played.status
    ranges: tuple[tuple[int, int], ...] = ()
    if status == 200 and scenario.conditional:
        decision = evaluate(scope["method"], scope["headers"], etag=scenario.etag, size=scenario.length_bytes)
        status, ranges = decision.status, decision.ranges
    head = head_of(scope, facts.accept, scenario, played.asked, status)
    text = summary(scope, facts.host, head.prepared, played)
    content = text.encode() if head.plain else _own_content(scenario) if head.own else in_form(text, head.form)
    lines = head.lines
    if played.extra:
        names = {name for name, _ in played.extra}
        lines = [*(line for line in lines if line[0] not in names), *played.extra]
    if head.partial:
        content, lines = cut(content, lines, ranges)
    if head.full:
        return Answer(status, [*lines, (b"content-length", b"%d" % len(content))], content)
    return Answer(status, [*lines, *_lines_without_content(status, head, text, content)], b"")


def _own_content(scenario: Scenario) -> bytes | Filler:
    return scenario.content if scenario.content is not None else Filler(scenario.size_bytes or 0)


def _lines_without_content(status: int, head: Head, text: str, content: bytes | Filler) -> list[FieldLine]:
    lines: list[FieldLine] = [(SUMMARY, short_summary(text))]
    if head.empty:
        # RFC 9110 §15.3.6: a 205 is framed as a response with content of length zero.
        lines.append((b"content-length", b"0"))
    elif head.own and status not in {204, 304}:
        # To HEAD, RFC 9110 §8.6 allows the length that GET would get, and that only. Of a summary nobody knows it: it
        # names the method.
        lines.append((b"content-length", b"%d" % len(content)))
    return lines
