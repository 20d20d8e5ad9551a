"""The User-Agent of real clients, as each sent it to a socket on loopback on 24 November 2026."""

__all__ = ["CHROMIUM", "SENT_BY"]

CHROMIUM = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36"
)

SENT_BY: list[tuple[str, str]] = [
    ("curl", "curl/7.88.1"),
    (
        "pycurl",
        (
            "PycURL/7.49.0 libcurl/8.23.0 OpenSSL/3.6.5 zlib/1.2.13 brotli/1.2.1 libpsl/0.21.5 libssh2/1.11.1_DEV "
            "nghttp2/1.70.0 ngtcp2/1.25.0 nghttp3/1.18.0 mit-krb5/1.22.2"
        ),
    ),
    ("wget", "Wget/1.21.3"),
    ("httpx", "python-httpx/0.28.1"),
    ("httpx2", "python-httpx2/2.16.2"),
    ("niquests", "niquests/3.21.2"),
    ("aiohttp", "Python/3.11 aiohttp/3.14.5"),
    ("tornado", "Tornado/6.6.1"),
    ("node-fetch", "node"),
    ("undici-request", "undici"),
    ("axios", "axios/1.21.1"),
    ("got-socket", "got (https://github.com/sindresorhus/got)"),
    ("node-fetch-package", "node-fetch"),
    ("go-1.19", "Go-http-client/1.1"),
    ("java-httpclient", "Java-http-client/17.0.15"),
    ("ruby-net-http", "Ruby"),
    ("chromium", CHROMIUM),
    ("python-urllib-request", "Python-urllib/3.11"),
    ("urllib3", "python-urllib3/2.8.0"),
    ("requests", "python-requests/2.34.2"),
    ("httplib2", "Python-httplib2/0.32.1 (gzip)"),
    ("requests", "HTTPie/3.2.4"),
    (
        "requests",
        (
            'pip/23.2.1 {"ci":null,"cpu":"x86_64","implementation":{"name":"CPython","version":"3.11.7"},'
            '"installer":{"name":"pip","version":"23.2.1"},"python":"3.11.7"}'
        ),
    ),
    ("urllib3", "Botocore/1.44.8 ua/2.1 os/linux#6.18.44 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython"),
    ("java-httpurlconnection", "Java/17.0.15"),
    ("java-httpurlconnection", "mine/1.0 Java/17.0.15"),
]
"""The id of the peer, and the value. http.client, PHP streams, undici's request, superagent and Node http send none."""
