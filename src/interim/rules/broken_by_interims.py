"""Who takes any 1xx for the final response, or fails at it: the ids of clients and proxies in `peers`."""

__all__ = ["BROKEN_BY_INTERIMS"]

BROKEN_BY_INTERIMS = (
    "python-http-client",
    "python-urllib-request",
    "urllib3",
    "requests",
    "httplib2",
    "java-httpurlconnection",
    "php-streams",
    "nginx-1.22-http11",
    "nginx-1.26-http11",
    "varnish-7.1",
    "varnish-7.7",
    "trafficserver-9.2",
)
