"""Codes that products use without a registration, each with the page or observation that says so.

A registration may give any of these numbers another meaning one day, so do not send them; know them
when they arrive, or when they stand in a log. What could not be verified is left out: see
docs/codes.md.
"""

from interim.codes.status import (
    Assignment,
    CacheRule,
    FieldRule,
    Level,
    RetryRule,
    StatusCode,
    VendorMeaning,
)

__all__ = ["UNOFFICIAL"]

_AWS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"
_CLOUDFLARE = (
    "https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-{}/"
)
_NGINX_SOURCE = "https://github.com/nginx/nginx/blob/master/src/http/ngx_http_request.h"
_NGINX_SSL = "https://nginx.org/en/docs/http/ngx_http_ssl_module.html"
_SHOPIFY = "https://shopify.dev/docs/api/usage/response-codes"
_ESRI = "https://github.com/Esri/arcgis-rest-js"


def _sent(code: int, *meanings: tuple[str, str, str], note: str) -> StatusCode:
    """A code that arrives in responses."""
    vendors = tuple(VendorMeaning(name=n, vendor=v, source=s) for n, v, s in meanings)
    return StatusCode(
        code=code,
        name=vendors[0].name,
        assignment=Assignment.UNOFFICIAL,
        vendors=vendors,
        note=note,
    )


def _unsent(code: int, *meanings: tuple[str, str, str], note: str) -> StatusCode:
    """A code for logs, configuration or content; the status line never carries it."""
    vendors = tuple(VendorMeaning(name=n, vendor=v, source=s) for n, v, s in meanings)
    return StatusCode(
        code=code,
        name=vendors[0].name,
        assignment=Assignment.UNOFFICIAL,
        cache=CacheRule.NOT_APPLICABLE,
        cache_clause="",
        vendors=vendors,
        on_wire=False,
        note=note,
    )


UNOFFICIAL: tuple[StatusCode, ...] = (
    _sent(
        419,
        (
            "Page Expired",
            "Laravel",
            "https://github.com/laravel/framework/blob/master/src/Illuminate/Foundation/Exceptions/Handler.php",
        ),
        note=(
            "The CSRF token of a form is missing or too old. Reload the form; the session has "
            "usually expired. The registered answer would be 403."
        ),
    ),
    _sent(
        420,
        (
            "Enhance Your Calm",
            "Twitter",
            "https://developer.x.com/ja/docs/basics/response-codes",
        ),
        (
            "Method Failure",
            "Spring Framework",
            "https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/http/HttpStatus.html",
        ),
        note=(
            "Twitter's answer to too many requests, from before 429 was registered. "
            "Spring has the number, deprecated, from an early WebDAV draft, as Method Failure."
        ),
    ),
    _sent(
        430,
        ("Shopify Security Rejection", "Shopify", _SHOPIFY),
        note=(
            "Shopify takes the request for malicious. Change what you send, or how much of it, before sending it again."
        ),
    ),
    _sent(
        440,
        (
            "Login Timeout",
            "Microsoft Exchange",
            "https://technet.microsoft.com/en-us/library/dd789741(v=EXCHG.80).aspx",
        ),
        note=(
            "Outlook on the web: the session has expired, log in again. Microsoft lists wrong "
            "permissions and authentication settings of IIS as causes, too."
        ),
    ),
    _unsent(
        444,
        ("No Response", "nginx", _NGINX_SOURCE),
        note=(
            "A value for `return` in a configuration: nginx closes the connection and sends "
            "nothing, and the log shows 444. The client sees an empty reply."
        ),
    ),
    StatusCode(
        code=449,
        name="Retry With",
        assignment=Assignment.UNOFFICIAL,
        fields=(FieldRule(name="Ms-Echo-Request", level=Level.MUST, clause="[MS-WDV] §3.2.5.6"),),
        retry=RetryRule(
            condition="with an Ms-Echo-Reply field, by a client that knows the extension",
            clause="[MS-WDV] §3.1.5.5",
        ),
        vendors=(
            VendorMeaning(
                name="Retry With",
                vendor="Microsoft WebDAV (MS-WDV)",
                source=(
                    "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wdv/"
                    "1c1f4d5b-4fed-48ef-9bb6-893c2b25b74d"
                ),
            ),
        ),
        note=(
            "The server wants more information and asks for the request again with an "
            "Ms-Echo-Reply field. It must not answer a request that has that field with 449."
        ),
    ),
    _unsent(
        460,
        ("Client Closed Connection", "AWS Application Load Balancer", _AWS),
        note=(
            "The client closed the connection before the load balancer's idle timeout, so nobody "
            "is left to receive the status; it is for the access log. Compare the timeouts."
        ),
    ),
    _sent(
        463,
        ("Too Many Forwarded Addresses", "AWS Application Load Balancer", _AWS),
        note=(
            "The request's X-Forwarded-For field lists more than 30 addresses: often a loop. "
            "AWS gives the code no name; this one is ours."
        ),
    ),
    _sent(
        464,
        ("Incompatible Protocol", "AWS Application Load Balancer", _AWS),
        note=(
            "The protocol of the request does not fit the protocol version of the target group, "
            "for instance HTTP/1.1 to a target group for HTTP/2 or gRPC. AWS gives the code no name."
        ),
    ),
    _unsent(
        494,
        ("Request Header Too Large", "nginx", _NGINX_SOURCE),
        note=(
            "The header section exceeds nginx's buffers. Good for error_page; unless that says "
            "otherwise, the client gets 400. The registered code is 431."
        ),
    ),
    _unsent(
        495,
        ("SSL Certificate Error", "nginx", _NGINX_SSL),
        note=(
            "The client's certificate could not be verified. Good for error_page; unless that says "
            "otherwise, the client gets 400."
        ),
    ),
    _unsent(
        496,
        ("SSL Certificate Required", "nginx", _NGINX_SSL),
        note=(
            "The client presented no certificate where one is required. Good for error_page; "
            "unless that says otherwise, the client gets 400."
        ),
    ),
    _unsent(
        497,
        ("HTTP Request Sent to HTTPS Port", "nginx", _NGINX_SSL),
        note=(
            "Plain HTTP arrived at a port for TLS. Good for error_page, usually to redirect to "
            "https; unless that says otherwise, the client gets 400."
        ),
    ),
    _unsent(
        498,
        ("Invalid Token", "Esri ArcGIS", _ESRI),
        note=(
            "The token is wrong or has expired. ArcGIS puts the number into the JSON content, as "
            "error.code, and the status line says 200: look inside before taking it for success."
        ),
    ),
    _unsent(
        499,
        ("Client Closed Request", "nginx", _NGINX_SOURCE),
        ("Token Required", "Esri ArcGIS", _ESRI),
        note=(
            "In nginx's log: the client closed the connection before the header section of the "
            "response was sent. Many of them mean that requests take longer than clients wait. "
            "ArcGIS uses the number in JSON content, under a 200, for a missing token."
        ),
    ),
    _sent(
        509,
        (
            "Bandwidth Limit Exceeded",
            "web hosting with cPanel",
            "https://webd.pl/en/pomoc/what-happens-when-i-exceed-my-hosting-accounts-transfer-limit/",
        ),
        note=(
            "The site has used up the transfer volume of its hosting plan. It ends with the billing "
            "period or with a larger plan, so a retry in minutes is useless."
        ),
    ),
    _sent(
        520,
        ("Web Server Returns an Unknown Error", "Cloudflare", _CLOUDFLARE.format(520)),
        note=(
            "The origin's response was empty, unknown or unexpected: a crash, header fields that "
            "are too large, a response without a status line."
        ),
    ),
    _sent(
        521,
        ("Web Server Is Down", "Cloudflare", _CLOUDFLARE.format(521)),
        note="The origin refuses Cloudflare's connections: it is down, or a firewall is in the way.",
    ),
    _sent(
        522,
        ("Connection Timed Out", "Cloudflare", _CLOUDFLARE.format(522)),
        note=(
            "The origin did not answer on the TCP level, before or after the connection was "
            "established. A slow application is 524."
        ),
    ),
    _sent(
        523,
        ("Origin Is Unreachable", "Cloudflare", _CLOUDFLARE.format(523)),
        note="No route to the origin's address; often the DNS record of the origin is wrong.",
    ),
    _sent(
        524,
        ("A Timeout Occurred", "Cloudflare", _CLOUDFLARE.format(524)),
        note=(
            "Connected, but no response in time, and the request may still be running at the "
            "origin. Cloudflare's advice for long work is to poll a status: a 202 and a monitor."
        ),
    ),
    _sent(
        525,
        ("SSL Handshake Failed", "Cloudflare", _CLOUDFLARE.format(525)),
        note="The TLS handshake between Cloudflare and the origin failed.",
    ),
    _sent(
        526,
        ("Invalid SSL Certificate", "Cloudflare", _CLOUDFLARE.format(526)),
        note="Cloudflare cannot validate the origin's certificate, in the mode Full (strict).",
    ),
    _sent(
        529,
        (
            "Overloaded",
            "Anthropic API",
            "https://learn.microsoft.com/microsoft-cloud/dev/dev-proxy/concepts/anthropic-529-overloaded-error",
        ),
        note=(
            "The service is overloaded for everybody, and the request was not at fault. "
            "Wait as long as Retry-After says, if it is there, and pause longer each time. "
            "A limit of one's own is 429."
        ),
    ),
    _sent(
        530,
        ("Origin DNS Error", "Cloudflare", _CLOUDFLARE.format(530)),
        ("Origin DNS Error", "Shopify", _SHOPIFY),
        note=(
            "Cloudflare could not resolve the name of the origin. The content has a Cloudflare "
            "error of four digits, 1xxx, which tells more: it is not a status code."
        ),
    ),
    _sent(
        540,
        ("Temporarily Disabled", "Shopify", _SHOPIFY),
        note="The endpoint is switched off for a while. The registered code is 503.",
    ),
    _sent(
        561,
        ("Unauthorized", "AWS Application Load Balancer", _AWS),
        note=(
            "The load balancer authenticates users, and the identity provider returned an error. "
            "A user who is not logged in gets 401 or a redirect instead."
        ),
    ),
    _unsent(
        599,
        (
            "No HTTP Response Received",
            "Tornado",
            "https://www.tornadoweb.org/en/stable/httpclient.html",
        ),
        note=(
            "Made up by the HTTP client of Tornado when no response arrived, for instance after a "
            "timeout. No server sent it."
        ),
    ),
    _sent(
        783,
        ("Unexpected Token", "Shopify", _SHOPIFY),
        note=(
            "A syntax error in JSON. Outside 100-599, so a client ought to treat it as a 5xx "
            "(RFC 9110 §15), and many refuse it as malformed."
        ),
    ),
    _sent(
        999,
        ("Request Denied", "LinkedIn", "https://github.com/gjtorikian/html-proofer/issues/215"),
        note=(
            "LinkedIn's answer to what it takes for a robot; link checkers meet it on pages that "
            "are fine in a browser. Outside 100-599, so a client ought to treat it as a 5xx "
            "(RFC 9110 §15), and many refuse it as malformed."
        ),
    ),
)
