"""TIM005: more interim responses than common clients read."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    limit = case.settings.client_interims
    interims = case.exchange.interims
    if 0 < limit <= len(interims):
        yield Found(
            message=f"{len(interims)} interim responses came; some clients stop before {limit}",
            part="interim",
            index=limit - 1,
            at_ns=interims[limit - 1].at_ns,
            data={"interims": len(interims)},
        )


RULE = Rule(
    id="TIM005",
    name="interims_beyond_clients",
    severity=Severity.WARNING,
    summary="100 interim responses or more in one exchange",
    spec=(),
    codes=INTERIM_CODES,
    why=(
        "Clients bound how many 1xx they read, since an endless row of them would hold them for ever. CPython's "
        "http.client reads 99 of code 100, Ruby's net-http and fasthttp 100, neon 128, and several clients and proxies "
        "far fewer. At the bound they drop the connection, and the answer is lost."
    ),
    hurts=(
        "tornado",
        "go-1.19",
        "go-1.19-client-timeout",
        "h2-go-1.19",
        "java-httpclient",
        "h2-java-httpclient",
        "caddy-2.6",
        "caddy-2.6-h2",
        "apache-2.4.71",
        "apache-2.4.71-rfc",
        "apache-2.4.68",
        "apache-2.4.68-rfc",
    ),
    bad=(
        "+1.0 s    HTTP/1.1 102 Processing\n          (one each second)\n"
        "+150.0 s  HTTP/1.1 102 Processing\n+150.5 s  HTTP/1.1 200 OK"
    ),
    good=(
        "+20.0 s   HTTP/1.1 102 Processing\n          (one every 25 s)\n"
        "+145.0 s  HTTP/1.1 102 Processing\n+150.5 s  HTTP/1.1 200 OK"
    ),
    fix=(
        "Send them less often, and set a bound of your own. Work that needs a hundred signs of life is better answered "
        "with 202 and a status monitor."
    ),
    settings=("client_interims",),
    check=_check,
)
