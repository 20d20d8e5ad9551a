"""TIM004: a silence at which the strictest proxies give up."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.silence import found_silence, longest_silence
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    silence = longest_silence(case.exchange)
    # From proxy_idle_ns on TIM003 says it, and only one of the two is reported.
    if case.settings.strict_idle_ns <= silence.length_ns < case.settings.proxy_idle_ns:
        yield found_silence(silence)


RULE = Rule(
    id="TIM004",
    name="silence_beyond_strict_proxies",
    severity=Severity.NOTE,
    summary="A silence of 30 s or more, but under 60 s, before the end of the response",
    spec=(),
    codes=(102, 504),
    why=(
        "Most proxies wait this long; some do not. The Heroku router gives up after 30 s without a response, and so "
        "does CloudFront by default. Both are vendor limits, not HTTP."
    ),
    bad="+45.0 s  HTTP/1.1 200 OK",
    good="+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 102 Processing\n+45.0 s  HTTP/1.1 200 OK",
    fix=(
        "If such a proxy is on the path, send something at least every 25 s, or answer 202 with a status monitor. "
        "Otherwise ignore this rule."
    ),
    settings=("strict_idle_ns", "proxy_idle_ns"),
    check=_check,
)
