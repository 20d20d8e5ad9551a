"""The head of an answer: what is the same for every request that gets it, so that it is made once."""

import functools
from dataclasses import dataclass

from interim.asgi.channel import Scope
from interim.codes.registry import REGISTRY
from interim.codes.status import ContentRule
from interim.exchange.fields import FieldLine
from interim.simulator.cors import OPEN
from interim.simulator.defaults import METHODS, default_lines
from interim.simulator.forms import Form, form_of_type, preferred_form
from interim.simulator.lines import MARK
from interim.simulator.scenario import Scenario
from interim.simulator.summary import Prepared

__all__ = ["Head", "head_of"]

_DEFAULT_TYPE = b"application/octet-stream"
# What a client put into a URL must not run as a script of this origin (go-httpbin: /response-headers could).
_CAGE: tuple[FieldLine, ...] = (
    (b"content-security-policy", b"sandbox"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The prepared part of an answer.

    Attributes:
        lines: all fields but those that depend on the content.
        form: of the summary; it is made even where the content is not.
        prepared: the parts of the summary that are known.
        own: the content is the one that the URL gives.
        plain: it is the summary, as JSON.
        empty: the content is of length zero: 205, or it is suppressed.
        full: there is content.
        partial: Content-Range has to say which part it is.
    """

    lines: list[FieldLine]
    form: Form
    prepared: Prepared
    own: bool
    plain: bool
    empty: bool
    full: bool
    partial: bool


def head_of(scope: Scope, accept: bytes | None, scenario: Scenario, asked: int, status: int) -> Head:
    """The head of an answer.

    `asked` is the code that was asked for; `status` that of the final response, another one after a 1xx, or when a
    condition or a limit applies.
    """
    make = _kept_head if scenario.shared else _head
    method = scope["method"]
    return make(
        scenario,
        asked,
        status,
        preferred_form(accept),
        method if method in METHODS else "",
        scope["http_version"],
        scope.get("root_path", ""),
    )


def _head(
    scenario: Scenario, asked: int, status: int, form: Form | None, method: str, http_version: str, root_path: str
) -> Head:
    # A condition, a limit or a refusal puts another answer in the place of the one that was described.
    described = status in scenario.final.codes or status in scenario.sequence or status == 206
    own = described and (scenario.content is not None or scenario.size_bytes is not None)
    media_type = scenario.media_type if described else None
    if media_type is not None and not own:
        form = form_of_type(media_type) or form
    if form is None:
        form = Form.MULTISTATUS if status == 207 and scenario.strict else Form.JSON
    known = REGISTRY.get(status)
    rule = known.content if known is not None else ContentRule.ALLOWED
    empty = rule is ContentRule.MUST_BE_EMPTY or (scenario.suppress and rule is ContentRule.ALLOWED)
    lines: list[FieldLine] = []
    if rule is ContentRule.ALLOWED and not scenario.suppress:
        lines.append((b"content-type", _content_type(scenario, form, media_type, own=own)))
    if scenario.strict:
        lines += default_lines(
            status,
            method=method,
            http_version=http_version,
            root_path=root_path,
            size_bytes=scenario.length_bytes,
        )
    lines += [
        (b"cache-control", scenario.cache.encode("latin-1")),
        (MARK, b"%d" % asked),
        *OPEN,
    ]
    if scenario.cache != "no-store" and not own:
        lines.append((b"vary", b"accept"))
    if scenario.etag is not None:
        lines = [*(line for line in lines if line[0] != b"etag"), (b"etag", scenario.etag.encode("latin-1"))]
    replaced = {name for name, _ in scenario.lines}
    lines = [line for line in lines if line[0] not in replaced]
    lines += scenario.lines
    if own or media_type is not None or b"content-type" in replaced:
        lines += _CAGE
    return Head(
        lines=lines,
        form=form,
        prepared=Prepared(asked, status, http_version, root_path),
        own=own,
        plain=not own and form is Form.JSON,
        empty=empty,
        # There is none to HEAD, in a 204 and in a 304: RFC 9110 §6.4.1.
        full=not empty and rule is not ContentRule.FORBIDDEN and method != "HEAD",
        partial=status == 206 and scenario.strict and b"content-range" not in replaced,
    )


_kept_head = functools.lru_cache(maxsize=1024)(_head)


def _content_type(scenario: Scenario, form: Form, media_type: str | None, *, own: bool) -> bytes:
    if media_type is not None:
        return media_type.encode("latin-1")
    if not own:
        return form.value.encode()
    # Only `body=` is known to be text.
    return b"text/plain; charset=utf-8" if scenario.textual else _DEFAULT_TYPE
