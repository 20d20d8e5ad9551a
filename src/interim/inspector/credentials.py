"""Fields that say who asks. They stay at the origin they were given for."""

from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.wire.target import Target

__all__ = ["CREDENTIALS", "fields_for"]

CREDENTIALS = ("Authorization", "Cookie", "Proxy-Authorization")


def fields_for(target: Target, request: Request, origin: Target) -> Fields:
    """The fields of a request to `origin` that may go to `target`.

    Another origin gets no credentials, and no Host that was written for the first one (RFC 9110 §15.4, §17.16.1).
    """
    if target.origin == origin.origin:
        return request.fields
    return request.fields.without(*CREDENTIALS, "Host")
