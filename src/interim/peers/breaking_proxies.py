"""Proxies that lose or damage the final response when a 1xx comes first."""

from dataclasses import replace

from interim.peers.peer import Timer, Tolerance, Verdict
from interim.peers.proxy import SWALLOWED, Passage, Proxy, Relay

__all__ = ["BREAKING_PROXIES"]

_LATE = (
    "Passes 1xx on as content, late: HTTP/1.1 clients get them with the final response, HTTP/2 "
    "clients get a protocol error."
)
_LATE_REMARK = (
    "It speaks HTTP/1.0 to the origin by default. An origin that sends no 1xx to HTTP/1.0 gets a clean 200 through."
)
_LONE = (
    "Takes the first 1xx for the final head and the rest for content: the client gets a lone "
    "interim response, and the 200 is lost."
)

_NGINX_1_22_HTTP10 = Proxy(
    id="nginx-1.22-http10",
    name="nginx",
    version="1.22.1",
    protocol="http/1.0",
    verdict=Verdict.STARVES,
    h2_verdict=Verdict.BREAKS,
    summary=_LATE,
    setting="proxy_read_timeout 2s",
    timer=Timer.RESET,
    remark=_LATE_REMARK,
    silent=Passage(relay=Relay.ERROR, status=504, after_s=2.01),
    lone=Passage(relay=Relay.CUT_OFF, relayed=1),
    strict_origin=SWALLOWED,
    h2_102=Passage(relay=Relay.MALFORMED, relayed=1, text="cannot receive data before headers"),
    h2_103=Passage(relay=Relay.MALFORMED, relayed=1, text="cannot receive data before headers"),
    h2_waiting=Passage(relay=Relay.MALFORMED, after_s=5.01, text="cannot receive data before headers"),
    h2_100=Passage(relay=Relay.MALFORMED, relayed=1, text="cannot receive data before headers"),
    prompt=False,
)

_NGINX_1_22_HTTP11 = Proxy(
    id="nginx-1.22-http11",
    name="nginx, proxy_http_version 1.1",
    version="1.22.1",
    verdict=Verdict.BREAKS,
    h2_verdict=Verdict.BREAKS,
    summary=_LONE,
    setting="proxy_read_timeout 2s",
    timer=Timer.NOT_REACHED,
    tolerance=Tolerance(passed=0, refused=1),
    on_102=Passage(relay=Relay.CUT_OFF, relayed=1),
    on_103=Passage(relay=Relay.CUT_OFF, relayed=1),
    on_199=Passage(relay=Relay.CUT_OFF, relayed=1),
    burst=Passage(relay=Relay.CUT_OFF, relayed=1),
    kept_waiting=Passage(relay=Relay.CUT_OFF, after_s=7.01),
    silent=Passage(relay=Relay.ERROR, status=504, after_s=2.0),
    with_10=Passage(relay=Relay.CUT_OFF, relayed=1),
    with_100=Passage(relay=Relay.CUT_OFF, relayed=87, text="b'HTTP/1.1 102 Pro'"),
    with_300=Passage(relay=Relay.CUT_OFF, relayed=258, text="b'HTTP/1.1 102'"),
    with_fields=Passage(relay=Relay.CUT_OFF, relayed=27, text="b'HTTP/1.1 102 Processing\\r\\nX-Progress: 28/30"),
    to_http10=Passage(relay=Relay.CUT_OFF, relayed=1),
    lone=Passage(relay=Relay.CUT_OFF, relayed=1),
    post=Passage(relay=Relay.CUT_OFF, relayed=1),
    strict_origin=Passage(relay=Relay.CUT_OFF, relayed=1),
    h2_102=Passage(relay=Relay.RESET, relayed=1, text="RST_STREAM 2"),
    h2_103=Passage(relay=Relay.RESET, relayed=1, text="RST_STREAM 2"),
    h2_waiting=Passage(relay=Relay.RESET, after_s=7.02, text="RST_STREAM 2"),
    h2_100=Passage(relay=Relay.MALFORMED, relayed=1, text="cannot receive data before headers"),
)

BREAKING_PROXIES: tuple[Proxy, ...] = (
    _NGINX_1_22_HTTP10,
    _NGINX_1_22_HTTP11,
    Proxy(
        id="varnish-7.1",
        name="Varnish",
        version="7.1.1",
        verdict=Verdict.BREAKS,
        h2_verdict=Verdict.BREAKS,
        summary="Answers 503 at the first 1xx.",
        setting="first_byte_timeout 2s",
        timer=Timer.NOT_REACHED,
        tolerance=Tolerance(passed=0, refused=1),
        on_102=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        on_103=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        on_199=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        burst=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        kept_waiting=Passage(relay=Relay.ERROR, status=503, after_s=1.01),
        silent=Passage(relay=Relay.ERROR, status=503, after_s=2.0),
        with_10=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        with_100=Passage(relay=Relay.ERROR, status=503, after_s=0.02),
        with_300=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        with_fields=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        to_http10=Passage(relay=Relay.ERROR, status=503, after_s=0.31),
        lone=Passage(relay=Relay.ERROR, status=503, after_s=0.0),
        post=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        strict_origin=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        h2_102=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        h2_103=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        h2_waiting=Passage(relay=Relay.ERROR, status=503, after_s=1.0),
        h2_100=Passage(relay=Relay.ERROR, status=503, after_s=0.02),
    ),
    Proxy(
        id="trafficserver-9.2",
        name="Apache Traffic Server",
        version="9.2.9",
        verdict=Verdict.BREAKS,
        summary=(
            "Takes 102 and 199 for the final response and uses the connection again: other "
            "clients get responses that are not theirs."
        ),
        setting="transaction_no_activity_timeout_out 2",
        timer=Timer.UNPROVEN,
        tolerance=Tolerance(passed=0, refused=1),
        remark=(
            "Reproduced in four of four repeats. 103 is forwarded. Its timeout setting had no "
            "effect, so nothing is known of its timer."
        ),
        on_102=Passage(relay=Relay.NO_FINAL, relayed=1),
        on_199=Passage(relay=Relay.NO_FINAL, relayed=1),
        burst=Passage(relay=Relay.NO_FINAL, relayed=1),
        kept_waiting=Passage(relay=Relay.NO_FINAL, after_s=9.0),
        silent=Passage(relay=Relay.MIXED_UP),
        with_10=Passage(relay=Relay.NO_FINAL, relayed=1),
        with_100=Passage(relay=Relay.MIXED_UP),
        with_300=Passage(relay=Relay.NO_FINAL, relayed=1),
        with_fields=Passage(relay=Relay.NO_FINAL, relayed=1),
        to_http10=Passage(relay=Relay.CUT_OFF, relayed=1),
        lone=Passage(relay=Relay.NO_FINAL, relayed=1),
        post=Passage(relay=Relay.NO_FINAL, relayed=1),
        strict_origin=Passage(relay=Relay.NO_FINAL, relayed=1),
        mixes_up=True,
    ),
    replace(
        _NGINX_1_22_HTTP10,
        id="nginx-1.26-http10",
        version="1.26.3",
        silent=Passage(relay=Relay.ERROR, status=504, after_s=2.0),
    ),
    replace(
        _NGINX_1_22_HTTP11,
        id="nginx-1.26-http11",
        version="1.26.3",
        h2_waiting=Passage(relay=Relay.RESET, after_s=7.01, text="RST_STREAM 2"),
    ),
    Proxy(
        id="varnish-7.7",
        name="Varnish",
        version="7.7.0",
        verdict=Verdict.BREAKS,
        h2_verdict=Verdict.BREAKS,
        summary="Answers 503 at the first 1xx.",
        setting="first_byte_timeout 2s",
        timer=Timer.NOT_REACHED,
        tolerance=Tolerance(passed=0, refused=1),
        on_102=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        on_103=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        on_199=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        burst=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        kept_waiting=Passage(relay=Relay.ERROR, status=503, after_s=1.0),
        silent=Passage(relay=Relay.ERROR, status=503, after_s=2.0),
        with_10=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        with_100=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        with_300=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        with_fields=Passage(relay=Relay.ERROR, status=503, after_s=0.01),
        to_http10=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        lone=Passage(relay=Relay.ERROR, status=503, after_s=0.0),
        post=Passage(relay=Relay.ERROR, status=503, after_s=0.31),
        strict_origin=Passage(relay=Relay.ERROR, status=503, after_s=0.3),
        h2_102=Passage(relay=Relay.ERROR, status=503, after_s=0.31),
        h2_103=Passage(relay=Relay.ERROR, status=503, after_s=0.31),
        h2_waiting=Passage(relay=Relay.ERROR, status=503, after_s=1.01),
        h2_100=Passage(relay=Relay.ERROR, status=503, after_s=0.02),
    ),
)
