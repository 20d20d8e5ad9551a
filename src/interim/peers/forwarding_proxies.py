"""Proxies that forward 1xx."""

from dataclasses import replace

from interim.peers.peer import Timer, Tolerance, Verdict
from interim.peers.proxy import FORWARDED, SWALLOWED, Passage, Proxy, Relay

__all__ = ["FORWARDING_PROXIES"]

_HAPROXY_H2 = "Forwards every 1xx, to HTTP/1.0 clients too, and each one resets timeout server."
_APACHE = (
    "Forwards nine interim responses at once, each resetting ProxyTimeout, and answers 502 at "
    "the tenth; 103 does not go to HTTP/2 clients."
)
_APACHE_HINTS = (
    "Forwards nine interim responses at once, each resetting ProxyTimeout, and answers 502 at "
    "the tenth; HTTP/2 clients get the first 103 only."
)
_NGHTTPX = "Forwards every 1xx at once, not to HTTP/1.0 clients, and each one resets backend-read-timeout."
_PUSH = "The two 103 that an HTTP/2 client missed were turned into a server push, for their Link field."
_NGHTTPX_H2 = (
    "Forwards every 1xx, not to HTTP/1.0 clients; its timer did not fire without them either, "
    "so whether they reset it is unproven."
)
_HAPROXY = "Forwards every 1xx at once, to HTTP/1.0 clients too, and each one resets timeout server."

_HAPROXY_2_6 = Proxy(
    id="haproxy-2.6",
    name="HAProxy",
    version="2.6.12",
    verdict=Verdict.GOOD,
    h2_verdict=Verdict.GOOD,
    summary=_HAPROXY,
    setting="timeout server 2s",
    timer=Timer.RESET,
    silent=Passage(relay=Relay.ERROR, status=504, after_s=2.0),
    lone=Passage(relay=Relay.ERROR, status=504, after_s=2.01, relayed=1),
    h2_102=FORWARDED,
    h2_103=FORWARDED,
    h2_waiting=FORWARDED,
    h2_100=FORWARDED,
    prompt=True,
)

_HAPROXY_2_6_H2 = Proxy(
    id="haproxy-2.6-h2",
    name="HAProxy, HTTP/2 to the origin",
    version="2.6.12",
    protocol="h2",
    verdict=Verdict.GOOD,
    h2_verdict=Verdict.GOOD,
    summary=_HAPROXY_H2,
    setting="timeout server 2s",
    timer=Timer.RESET,
    silent=Passage(relay=Relay.ERROR, status=504, after_s=2.03),
    lone=Passage(relay=Relay.ERROR, status=504, after_s=2.01, relayed=1),
    h2_102=FORWARDED,
    h2_103=FORWARDED,
    h2_waiting=FORWARDED,
    h2_100=FORWARDED,
)

_NGHTTPX_1_52 = Proxy(
    id="nghttpx-1.52",
    name="nghttpx",
    version="1.52.0",
    verdict=Verdict.GOOD,
    h2_verdict=Verdict.GOOD,
    summary=_NGHTTPX,
    setting="backend-read-timeout 2s",
    timer=Timer.RESET,
    remark=_PUSH,
    silent=Passage(relay=Relay.ERROR, status=504, after_s=2.0),
    to_http10=SWALLOWED,
    lone=Passage(relay=Relay.ERROR, status=504, after_s=2.0, relayed=1),
    h2_102=FORWARDED,
    h2_103=Passage(relay=Relay.SOME_FORWARDED, relayed=1),
    h2_waiting=FORWARDED,
    h2_100=FORWARDED,
    prompt=True,
)

_NGHTTPX_1_52_H2 = Proxy(
    id="nghttpx-1.52-h2",
    name="nghttpx, HTTP/2 to the origin",
    version="1.52.0",
    protocol="h2",
    verdict=Verdict.UNPROVEN,
    h2_verdict=Verdict.UNPROVEN,
    summary=_NGHTTPX_H2,
    setting="backend-read-timeout 2s",
    timer=Timer.UNPROVEN,
    remark=_PUSH,
    silent=SWALLOWED,
    to_http10=SWALLOWED,
    lone=Passage(relay=Relay.ERROR, status=502, after_s=8.4, relayed=1),
    h2_102=FORWARDED,
    h2_103=Passage(relay=Relay.SOME_FORWARDED, relayed=1),
    h2_waiting=FORWARDED,
    h2_100=FORWARDED,
)

_APACHE_2_4_71 = Proxy(
    id="apache-2.4.71",
    name="Apache mod_proxy_http",
    version="2.4.71",
    verdict=Verdict.CAPS,
    h2_verdict=Verdict.CAPS,
    summary=_APACHE,
    setting="ProxyTimeout 2",
    timer=Timer.RESET,
    tolerance=Tolerance(passed=9, refused=10),
    silent=Passage(relay=Relay.ERROR, status=502, after_s=2.02),
    with_10=Passage(relay=Relay.ERROR, status=502, after_s=0.12, relayed=10),
    with_100=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
    with_300=Passage(relay=Relay.ERROR, status=502, after_s=0.12, relayed=10),
    with_fields=Passage(relay=Relay.ERROR, status=502, after_s=0.12, relayed=10),
    to_http10=SWALLOWED,
    lone=Passage(relay=Relay.ERROR, status=502, after_s=2.0, relayed=1),
    h2_102=FORWARDED,
    h2_103=SWALLOWED,
    h2_waiting=FORWARDED,
    h2_100=Passage(relay=Relay.ERROR, status=502, after_s=0.13, relayed=10),
    prompt=True,
)

_APACHE_2_4_71_RFC = Proxy(
    id="apache-2.4.71-rfc",
    name="Apache mod_proxy_http, H2EarlyHints",
    version="2.4.71",
    verdict=Verdict.CAPS,
    h2_verdict=Verdict.CAPS,
    summary=_APACHE_HINTS,
    setting="ProxyTimeout 2",
    timer=Timer.RESET,
    tolerance=Tolerance(passed=9, refused=10),
    remark="With proxy-interim-response=RFC and H2EarlyHints on.",
    silent=Passage(relay=Relay.ERROR, status=502, after_s=2.01),
    with_10=Passage(relay=Relay.ERROR, status=502, after_s=0.12, relayed=10),
    with_100=Passage(relay=Relay.ERROR, status=502, after_s=0.13, relayed=10),
    with_300=Passage(relay=Relay.ERROR, status=502, after_s=0.14, relayed=10),
    with_fields=Passage(relay=Relay.ERROR, status=502, after_s=0.14, relayed=10),
    to_http10=SWALLOWED,
    lone=Passage(relay=Relay.ERROR, status=502, after_s=2.0, relayed=1),
    h2_102=FORWARDED,
    h2_103=Passage(relay=Relay.SOME_FORWARDED, relayed=1),
    h2_waiting=FORWARDED,
    h2_100=Passage(relay=Relay.ERROR, status=502, after_s=0.13, relayed=10),
    prompt=True,
)

FORWARDING_PROXIES: tuple[Proxy, ...] = (
    _HAPROXY_2_6,
    _HAPROXY_2_6_H2,
    Proxy(
        id="squid-5.7",
        name="Squid",
        version="5.7",
        verdict=Verdict.UNHELPED,
        summary=("Forwards every 1xx at once, not to HTTP/1.0 clients, but they do not extend read_timeout."),
        setting="read_timeout 3s",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=100, refused=None),
        remark=(
            "Measured with a read_timeout of 3 s, which fires up to 1 s early. Of 300 interim "
            "responses, 171 came before it fired."
        ),
        kept_waiting=Passage(relay=Relay.ERROR, status=504, after_s=2.68),
        silent=Passage(relay=Relay.ERROR, status=504, after_s=2.68),
        with_300=Passage(relay=Relay.ERROR, status=504, after_s=2.05, relayed=171),
        to_http10=SWALLOWED,
        lone=Passage(relay=Relay.ERROR, status=504, after_s=4.72, relayed=1),
        prompt=True,
    ),
    Proxy(
        id="caddy-2.6",
        name="Caddy",
        version="2.6.2",
        verdict=Verdict.CAPS,
        h2_verdict=Verdict.CAPS,
        summary=(
            "Forwards five interim responses at once and answers 502 at the sixth; they do "
            "not extend response_header_timeout."
        ),
        setting="response_header_timeout 2s",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=5, refused=6),
        remark="It forwards them to HTTP/1.0 clients, too.",
        kept_waiting=Passage(relay=Relay.ERROR, status=504, after_s=2.0),
        silent=Passage(relay=Relay.ERROR, status=504, after_s=5.87),
        with_10=Passage(relay=Relay.ERROR, status=502, after_s=0.07, relayed=5),
        with_100=Passage(relay=Relay.ERROR, status=502, after_s=0.07, relayed=5),
        with_300=Passage(relay=Relay.ERROR, status=502, after_s=0.07, relayed=5),
        with_fields=Passage(relay=Relay.ERROR, status=502, after_s=0.07, relayed=5),
        lone=Passage(relay=Relay.ERROR, status=504, after_s=2.0, relayed=1),
        h2_102=FORWARDED,
        h2_103=FORWARDED,
        h2_waiting=Passage(relay=Relay.ERROR, status=504, after_s=2.01),
        h2_100=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=5),
        prompt=True,
    ),
    Proxy(
        id="caddy-2.6-h2",
        name="Caddy, HTTP/2 to the origin",
        version="2.6.2",
        protocol="h2",
        verdict=Verdict.CAPS,
        h2_verdict=Verdict.CAPS,
        summary=(
            "Forwards five interim responses and answers 502 at the sixth; whether they reset a timer is unproven."
        ),
        setting="response_header_timeout 2s",
        timer=Timer.UNPROVEN,
        tolerance=Tolerance(passed=5, refused=6),
        remark=("response_header_timeout did not fire without 102 either. It forwards them to HTTP/1.0 clients, too."),
        silent=SWALLOWED,
        with_10=Passage(relay=Relay.ERROR, status=502, after_s=0.08, relayed=5),
        with_100=Passage(relay=Relay.ERROR, status=502, after_s=0.08, relayed=5),
        with_300=Passage(relay=Relay.ERROR, status=502, after_s=0.07, relayed=5),
        with_fields=Passage(relay=Relay.ERROR, status=502, after_s=0.08, relayed=5),
        lone=Passage(relay=Relay.NO_FINAL, relayed=1),
        h2_102=FORWARDED,
        h2_103=FORWARDED,
        h2_waiting=FORWARDED,
        h2_100=Passage(relay=Relay.ERROR, status=502, after_s=0.07, relayed=5),
    ),
    Proxy(
        id="lighttpd-1.4.69",
        name="lighttpd",
        version="1.4.69",
        verdict=Verdict.GOOD,
        h2_verdict=Verdict.BREAKS,
        summary=(
            "Forwards every 1xx at once, and each one resets read-timeout; HTTP/2 clients get "
            "field names in mixed case, a protocol error."
        ),
        setting="read-timeout 2",
        timer=Timer.RESET,
        remark="Field names in lower case avoid it. 1.4.79 has it right.",
        silent=Passage(relay=Relay.ERROR, status=504, after_s=3.35),
        to_http10=SWALLOWED,
        lone=Passage(relay=Relay.ERROR, status=504, after_s=4.28, relayed=1),
        h2_102=Passage(relay=Relay.MALFORMED, text="Received uppercase header name b'X-Progress'."),
        h2_103=Passage(relay=Relay.MALFORMED, text="Received uppercase header name b'Link'."),
        h2_waiting=Passage(relay=Relay.MALFORMED, after_s=1.0, text="Received uppercase header name b'X-Progress'."),
        h2_100=Passage(relay=Relay.MALFORMED, text="Received uppercase header name b'X-Progress'."),
        prompt=True,
    ),
    _NGHTTPX_1_52,
    _NGHTTPX_1_52_H2,
    Proxy(
        id="tinyproxy-1.11",
        name="tinyproxy",
        version="1.11.1",
        verdict=Verdict.GOOD,
        summary=("Forwards every 1xx at once, to HTTP/1.0 clients too, and each one resets Timeout."),
        setting="Timeout 2",
        timer=Timer.RESET,
        silent=Passage(relay=Relay.CUT_OFF, after_s=2.02),
        lone=Passage(relay=Relay.CUT_OFF, relayed=1),
        prompt=True,
    ),
    _APACHE_2_4_71,
    _APACHE_2_4_71_RFC,
    Proxy(
        id="go-1.27-reverseproxy",
        name="Go httputil.ReverseProxy",
        version="1.27.3",
        verdict=Verdict.UNHELPED,
        summary=("Forwards every 1xx at once, to HTTP/1.0 clients too, but they do not extend ResponseHeaderTimeout."),
        setting="ResponseHeaderTimeout 2s",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=100, refused=None),
        remark="Of 300 interim responses, 163 came before the timer fired.",
        kept_waiting=Passage(relay=Relay.ERROR, status=502, after_s=2.0),
        silent=Passage(relay=Relay.ERROR, status=502, after_s=2.01),
        with_300=Passage(relay=Relay.ERROR, status=502, after_s=2.0, relayed=163),
        lone=Passage(relay=Relay.ERROR, status=502, after_s=2.0, relayed=1),
        prompt=True,
    ),
    replace(
        _HAPROXY_2_6,
        id="haproxy-3.0",
        version="3.0.11",
        lone=Passage(relay=Relay.ERROR, status=504, after_s=2.0, relayed=1),
    ),
    replace(
        _HAPROXY_2_6_H2,
        id="haproxy-3.0-h2",
        version="3.0.11",
        silent=Passage(relay=Relay.ERROR, status=504, after_s=2.01),
        lone=Passage(relay=Relay.ERROR, status=504, after_s=2.0, relayed=1),
    ),
    replace(
        _APACHE_2_4_71,
        id="apache-2.4.68",
        version="2.4.68",
        silent=Passage(relay=Relay.ERROR, status=502, after_s=2.0),
        lone=Passage(relay=Relay.ERROR, status=502, after_s=2.01, relayed=1),
        h2_100=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
    ),
    replace(
        _APACHE_2_4_71_RFC,
        id="apache-2.4.68-rfc",
        version="2.4.68",
        silent=Passage(relay=Relay.ERROR, status=502, after_s=2.0),
        with_10=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
        with_100=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
        with_300=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
        with_fields=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
        h2_100=Passage(relay=Relay.ERROR, status=502, after_s=0.11, relayed=10),
    ),
    Proxy(
        id="lighttpd-1.4.79",
        name="lighttpd",
        version="1.4.79",
        verdict=Verdict.GOOD,
        h2_verdict=Verdict.UNHELPED,
        summary=(
            "Forwards every 1xx at once, not to HTTP/1.0 clients, and each one resets read- "
            "timeout, though not when the client speaks HTTP/2."
        ),
        setting="read-timeout 2",
        timer=Timer.RESET,
        remark="With an HTTP/2 client the timer fired in four of four runs.",
        silent=Passage(relay=Relay.ERROR, status=504, after_s=3.72),
        to_http10=SWALLOWED,
        lone=Passage(relay=Relay.ERROR, status=504, after_s=4.15, relayed=1),
        h2_102=FORWARDED,
        h2_103=FORWARDED,
        h2_waiting=Passage(relay=Relay.ERROR, status=504, after_s=4.01),
        h2_100=FORWARDED,
        prompt=True,
    ),
    replace(
        _NGHTTPX_1_52,
        id="nghttpx-1.64",
        version="1.64.0",
        lone=Passage(relay=Relay.ERROR, status=504, after_s=2.03, relayed=1),
    ),
    replace(
        _NGHTTPX_1_52_H2,
        id="nghttpx-1.64-h2",
        version="1.64.0",
        lone=Passage(relay=Relay.ERROR, status=502, after_s=8.19, relayed=1),
    ),
)
