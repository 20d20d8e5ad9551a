"""TIM003: a silence at which common proxies give up."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.silence import found_silence, longest_silence
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    silence = longest_silence(case.exchange)
    if silence.length_ns >= case.settings.proxy_idle_ns:
        yield found_silence(silence)


RULE = Rule(
    id="TIM003",
    name="silence_beyond_proxies",
    severity=Severity.WARNING,
    summary="A silence of 60 s or more before the end of the response",
    spec=(),
    codes=(102, 504),
    why=(
        "No octet for 60 s is what common proxies do not wait for: AWS ALB closes an idle connection after 60 s, and "
        "nginx answers 504 when nothing was read for 60 s. Both are defaults. Whether a 1xx resets such a timer "
        "depends on the proxy."
    ),
    hurts=("nginx-1.22-http10", "nginx-1.22-http11", "nginx-1.26-http10", "nginx-1.26-http11"),
    bad="+75.0 s  HTTP/1.1 200 OK",
    good=(
        "+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 102 Processing\n"
        "+60.0 s  HTTP/1.1 102 Processing\n+75.0 s  HTTP/1.1 200 OK"
    ),
    fix=(
        "Send something more often than the shortest timeout on the path: 102 before the final response, and parts of "
        "the content within it. Raise the timeouts that you own, or answer 202 with a status monitor."
    ),
    settings=("proxy_idle_ns",),
    check=_check,
)
