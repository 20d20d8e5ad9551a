"""The page of an operation: a bar that moves, for people who followed the link of a 202."""

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from interim.asgi.respond import Send, respond
from interim.operations.operation import Operation
from interim.operations.place import Place
from interim.operations.reply import NO_STORE

if TYPE_CHECKING:
    from interim.exchange.fields import FieldLine

__all__ = ["draw_page"]


async def draw_page(send: Send, operation: Operation, place: Place) -> None:
    """Send the page. It shows how the operation is now, and follows it by itself where scripts run."""
    template, policy = _page()
    fraction = operation.fraction
    ended = operation.state.is_final
    text = template.substitute(
        name=escape(operation.name),
        id=escape(operation.id),
        state=escape(operation.state.value),
        message=escape(operation.message),
        value=f'value="{1 if ended else fraction}"' if ended or fraction is not None else "",
        percent="" if fraction is None else f"{fraction:.0%}",
        self=escape(place.of(operation.id)),
        result=escape(f"{place.of(operation.id)}/result"),
        hide_result="" if ended else "hidden",
        hide_cancel="hidden" if ended else "",
    )
    lines: list[FieldLine] = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-security-policy", policy),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"vary", b"accept"),
        NO_STORE,
        place.link(operation.id),
    ]
    await respond(send, 200, lines, text.encode())


@cache
def _page() -> tuple[Template, bytes]:
    """The template, and a policy that lets its own style and script run, by their hashes, and nothing else."""
    text = (files("interim.operations") / "monitor_page.html").read_text("utf-8")
    style, script = (_hash(text, tag) for tag in ("style", "script"))
    policy = (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Template(text), policy.encode()


def _hash(text: str, tag: str) -> str:
    inner = text.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0].replace("$$", "$")
    return "sha256-" + base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
