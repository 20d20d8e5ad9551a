"""TIM006: more interim responses than the strictest clients read."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    limit = case.settings.go_interims
    interims = case.exchange.interims
    if 0 <= limit < len(interims):
        yield Found(
            message=f"{len(interims)} interim responses came; Go's net/http before 1.24 stops after {limit}",
            part="interim",
            index=limit,
            at_ns=interims[limit].at_ns,
            data={"interims": len(interims)},
        )


RULE = Rule(
    id="TIM006",
    name="interims_beyond_go",
    severity=Severity.NOTE,
    summary="More than 5 interim responses in one exchange",
    spec=(),
    codes=INTERIM_CODES,
    why=(
        "The lowest bounds that were measured: Go's net/http before 1.24, and proxies built on it such as Caddy 2.6, "
        "read 5. Java's HttpClient reads 8, Apache httpd as a proxy 9, and tornado 10. After that they fail the "
        "request."
    ),
    hurts=(
        "go-1.19",
        "go-1.19-client-timeout",
        "h2-go-1.19",
        "java-httpclient",
        "h2-java-httpclient",
        "tornado",
        "caddy-2.6",
        "caddy-2.6-h2",
        "apache-2.4.71",
        "apache-2.4.71-rfc",
        "apache-2.4.68",
        "apache-2.4.68-rfc",
    ),
    bad=(
        "+10.0 s  HTTP/1.1 102 Processing\n         (one every 10 s)\n"
        "+80.0 s  HTTP/1.1 102 Processing\n+90.0 s  HTTP/1.1 200 OK"
    ),
    good=(
        "+20.0 s  HTTP/1.1 102 Processing\n+45.0 s  HTTP/1.1 102 Processing\n"
        "+70.0 s  HTTP/1.1 102 Processing\n+90.0 s  HTTP/1.1 200 OK"
    ),
    fix=(
        "Keep to five where such a client or proxy may be on the path: the first at 20 s and then one every 25 s "
        "covers two minutes. For longer work answer 202 with a status monitor."
    ),
    settings=("go_interims",),
    check=_check,
)
