"""Authentication: `/basic-auth/{user}/{password}` asks for just these (RFC 7617)."""

import base64
import binascii
import hmac

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.errors import InvalidInput
from interim.simulator.habits.reply import NO_STORE, reply, text_of
from interim.simulator.site import Receive, Site

__all__ = ["basic_auth"]

# RFC 9110 §15.5.2: a 401 MUST have WWW-Authenticate. RFC 7617 §2.1: the user-id and password are UTF-8.
_CHALLENGE = (b"www-authenticate", b'Basic realm="simulator", charset="UTF-8"')


async def basic_auth(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/basic-auth/{user}/{password}`: 200 for these credentials, 401 with a challenge for others or none.

    Raises:
        InvalidInput: the path has not these two segments, or the user has a colon, which RFC 7617 §2 cannot carry.
    """
    segments = tail.rstrip("/").split("/")
    if len(segments) != 2 or not all(segments):
        raise InvalidInput("basic-auth", tail, "/basic-auth/USER/PASSWORD")
    user, password = text_of("user", segments[0]), text_of("password", segments[1])
    if ":" in user:
        raise InvalidInput("user", user, "a user without a colon (RFC 7617 §2)")
    if hmac.compare_digest(_given(scope), f"{user}:{password}".encode()):
        return await reply(site, send, 200, {"authenticated": True, "user": user})
    return await reply(site, send, 401, {"authenticated": False}, [_CHALLENGE, NO_STORE])


def _given(scope: Scope) -> bytes:
    """The user-pass of the request, or nothing: which is no user-pass, as those have a colon."""
    value = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    scheme, _, token = value.partition(b" ")
    # RFC 9110 §11.1: the name of the scheme is case-insensitive.
    if scheme.lower() != b"basic":
        return b""
    try:
        return base64.b64decode(token.strip(), validate=True)
    except binascii.Error:
        return b""
