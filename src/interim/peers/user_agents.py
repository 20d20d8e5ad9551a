"""Which client a User-Agent names: the values that the measured clients send when nobody changes them."""

import re
from dataclasses import dataclass

__all__ = ["BREAKING", "NAMED", "UserAgent"]

_V = r"(?P<version>[0-9]+(?:\.[0-9]+)*)"
_REST = r"[0-9A-Za-z.+_-]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAgent:
    """A form of User-Agent, and the peers that send it.

    Attributes:
        pattern: for the whole value in `NAMED`, for any part of it in `BREAKING`. A group ``version`` is the version.
        peers: their ids. What holds is the worst of them.
        since: the first version that is known to be as measured; () when the value has no version to tell.
        browser: believed only with the field Sec-Fetch-Mode, as programs like to call themselves a browser.
        remark: why `since` is not the version that was measured; "" when it is.
    """

    pattern: re.Pattern[str]
    peers: tuple[str, ...]
    since: tuple[int, ...] = ()
    browser: bool = False
    remark: str = ""


def _named(
    pattern: str, *peers: str, since: tuple[int, ...] = (), browser: bool = False, remark: str = ""
) -> UserAgent:
    return UserAgent(pattern=re.compile(pattern), peers=peers, since=since, browser=browser, remark=remark)


def _breaking(pattern: str, *peers: str) -> UserAgent:
    return UserAgent(pattern=re.compile(rf"(?<![0-9A-Za-z_-]){pattern}", re.IGNORECASE), peers=peers)


_CURL = (7, 33)
_CURL_REMARK = "The part of its source that skips every 1xx is the same since then."

NAMED: tuple[UserAgent, ...] = (
    _named(rf"curl/{_V}{_REST}", "curl", "curl-max-time", "h2-curl", since=_CURL, remark=_CURL_REMARK),
    _named(rf"PycURL/[0-9.]+ libcurl/{_V}.*", "pycurl", "h2-pycurl", since=_CURL, remark=_CURL_REMARK),
    _named(rf"Wget/{_V}{_REST}", "wget", since=(1, 21)),
    _named(rf"python-httpx/{_V}{_REST}", "httpx", "h2-httpx", since=(0, 28)),
    _named(rf"python-httpx2/{_V}{_REST}", "httpx2", "h2-httpx2", since=(2, 16)),
    _named(rf"niquests/{_V}{_REST}", "niquests", "h2-niquests", since=(3, 21)),
    _named(rf"Python/[0-9.]+ aiohttp/{_V}{_REST}", "aiohttp", since=(3, 14)),
    _named(rf"Tornado/{_V}{_REST}", "tornado", since=(6, 6)),
    _named(r"node", "node-fetch"),
    _named(r"undici", "undici-request", "h2-undici", "node-fetch"),
    _named(rf"axios/{_V}{_REST}", "axios", since=(1, 21)),
    _named(r"got \(https://github\.com/sindresorhus/got\)", "got-socket", "got-response"),
    _named(r"node-fetch", "node-fetch-package"),
    _named(r"Go-http-client/(?:1\.1|2\.0)", "go-1.19", "go-1.19-client-timeout", "go-1.27", "h2-go-1.19", "h2-go-1.27"),
    _named(rf"Java-http-client/{_V}{_REST}", "java-httpclient", "h2-java-httpclient", since=(17,)),
    _named(r"Ruby", "ruby-net-http"),
    _named(
        rf"Mozilla/5\.0 \([^()]*\) AppleWebKit/537\.36 \(KHTML, like Gecko\) (?:Headless)?Chrome/{_V}"
        r" (?:Mobile )?Safari/537\.36",
        "chromium",
        "h2-chromium",
        since=(156,),
        browser=True,
    ),
)
"""Clients that can be told. Anything more or less than this in the value is the name of somebody else."""

BREAKING: tuple[UserAgent, ...] = (
    _breaking("python-requests/", "requests"),
    _breaking("python-urllib3/", "urllib3"),
    _breaking("Python-urllib/", "python-urllib-request"),
    _breaking("Python-httplib2/", "httplib2"),
    # What is built on them, and does not say so.
    _breaking("pip/", "requests"),
    _breaking("HTTPie/", "requests"),
    _breaking("botocore/", "urllib3"),
    # `http.agent` of Java puts a name before it. In a comment it is the platform of another client.
    _breaking(r"Java/?[0-9](?![^(]*\))", "java-httpurlconnection"),
)
"""Clients that break, wherever in the value they are named: in any version, and below any other name."""
