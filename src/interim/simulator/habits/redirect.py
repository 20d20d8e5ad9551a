"""Redirects: `/redirect/{n}` leads to `/redirect/{n-1}`, and the last one to `/anything`."""

import re
from urllib.parse import quote

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.errors import InvalidInput
from interim.simulator.habits.reply import NO_STORE, reply, text_of
from interim.simulator.site import Receive, Site

__all__ = ["redirect"]

_MAX_REDIRECTS = 100
"""More than clients follow: browsers stop after 20, requests after 30, curl after 50."""
_NUMBER = re.compile(r"[0-9]{1,3}")


async def redirect(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/redirect/{n}`: a chain of n times 302, always on this host.

    Raises:
        InvalidInput: it is no number from 1 to 100.
    """
    text = text_of("redirect", tail.rstrip("/"))
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= _MAX_REDIRECTS:
        raise InvalidInput("redirect", text, f"a number from 1 to {_MAX_REDIRECTS}")
    left = int(text) - 1
    location = quote(scope.get("root_path", "")) + (f"/redirect/{left}" if left else "/anything")
    await reply(site, send, 302, {"left": left, "location": location}, [(b"location", location.encode()), NO_STORE])
