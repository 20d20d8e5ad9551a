"""Retry-After: RFC 9110 §10.2.3."""

import re
from datetime import datetime

from interim.rules.reading.http_date import parse_http_date

__all__ = ["parse_retry_after"]

# Python refuses to convert more than 4300 digits.
_DELAY_SECONDS = re.compile(r"[0-9]{1,100}")


def parse_retry_after(text: str) -> int | datetime | None:
    """The delay in seconds, or the time in UTC, or None when it is neither."""
    return int(text) if _DELAY_SECONDS.fullmatch(text) else parse_http_date(text)
