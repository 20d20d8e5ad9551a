"""The proxies say what the cells of the measurement say."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from interim.peers.peer import Timer, Verdict
from interim.peers.proxies import PROXIES
from interim.peers.proxy import FORWARDED, NOT_MEASURED, SWALLOWED, Passage, Proxy, Relay

DOCUMENT = json.loads((Path(__file__).parent.parent / "data" / "peers" / "proxies.json").read_text("utf-8"))
ROWS: dict[str, dict[str, str]] = dict(
    zip(
        [
            "nginx-1.22-http10",
            "nginx-1.22-http11",
            "haproxy-2.6",
            "haproxy-2.6-h2",
            "varnish-7.1",
            "squid-5.7",
            "caddy-2.6",
            "caddy-2.6-h2",
            "lighttpd-1.4.69",
            "nghttpx-1.52",
            "nghttpx-1.52-h2",
            "go-1.19-reverseproxy",
            "envoy-1.40",
            "envoy-1.40-idle",
            "envoy-1.40-continue",
            "envoy-1.40-continue-h2",
            "h2o-2.2",
            "trafficserver-9.2",
            "tinyproxy-1.11",
            "npm-http-proxy",
            "apache-2.4.71",
            "apache-2.4.71-rfc",
            "go-1.27-reverseproxy",
            "nginx-1.26-http10",
            "nginx-1.26-http11",
            "haproxy-3.0",
            "haproxy-3.0-h2",
            "apache-2.4.68",
            "apache-2.4.68-rfc",
            "varnish-7.7",
            "lighttpd-1.4.79",
            "nghttpx-1.64",
            "nghttpx-1.64-h2",
        ],
        DOCUMENT["rows"],
        strict=True,
    )
)
"""The rows by the id of their proxy."""

KEPT_WAITING = "keep: t/o 2s gap 1s total 5s"
OTHERS = "4 other requests meanwhile, new conns"
CELLS = {
    "3x102": "on_102",
    "3x103": "on_103",
    "3x199": "on_199",
    "burst": "burst",
    KEPT_WAITING: "kept_waiting",
    "control": "silent",
    "n=10": "with_10",
    "n=100": "with_100",
    "n=300": "with_300",
    "30x1kB hdr": "with_fields",
    "HTTP/1.0 client": "to_http10",
    "/bad": "lone",
    "POST": "post",
    "strict origin*": "strict_origin",
    "h2 client 3x102": "h2_102",
    "h2 3x103": "h2_103",
    "h2 keep": "h2_waiting",
    "h2 n=100": "h2_100",
}
FINE = {Relay.FORWARDED, Relay.SOME_FORWARDED, Relay.SWALLOWED}
"""The client got the right final response."""

HELD = {"nginx-1.22-http10", "nginx-1.26-http10"}
"""Interim responses that arrived together with the final one, by their times of arrival."""

LIMITS = {"apache-2.4.71": 9, "apache-2.4.71-rfc": 9, "apache-2.4.68": 9, "apache-2.4.68-rfc": 9}
LIMITS |= {"caddy-2.6": 5, "caddy-2.6-h2": 5}
"""Found by trying one more and one less, beside the cells, or by counting what came before the error."""

ALL = [pytest.param(proxy, id=proxy.id) for proxy in PROXIES]


def passage(cell: str) -> Passage:
    """What the text of a cell means."""
    said = re.sub(r" \[.*\]$", "", cell).replace("**", "")
    fixed = {"-": NOT_MEASURED, "swallowed": SWALLOWED, "OTHER REQUEST'S RESPONSE": Passage(relay=Relay.MIXED_UP)}
    if said in fixed:
        return fixed[said]
    if match := re.fullmatch(r"fwd (\d+)/(\d+)", said):
        some = Passage(relay=Relay.SOME_FORWARDED, relayed=int(match[1]))
        return FORWARDED if match[1] == match[2] else some
    if match := re.fullmatch(r"alive \((\d) fwd\)", said):
        return FORWARDED if match[1] == "4" else SWALLOWED
    if match := re.fullmatch(r"(\d{3}) @([\d.]+)s(?: \(after (\d+)x1xx\))?", said):
        relayed = int(match[3]) if match[3] else None
        return Passage(relay=Relay.ERROR, status=int(match[1]), after_s=float(match[2]), relayed=relayed)
    match = re.fullmatch(r"(?:(\d+)x\d{3} then )?(.*?)(?: @([\d.]+)s)?", said)
    assert match is not None
    relay, text = ending(match[2])
    after_s = float(match[3]) if match[3] else None
    return Passage(relay=relay, relayed=int(match[1]) if match[1] else None, after_s=after_s, text=text)


def ending(said: str) -> tuple[Relay, str]:
    if said.startswith("connection closed"):
        return Relay.CUT_OFF, said.removeprefix("connection closed").removeprefix(" after ")
    if said == "no final within limit":
        return Relay.NO_FINAL, ""
    if said.startswith("RST_STREAM"):
        return Relay.RESET, said
    match = re.fullmatch(r"ProtocolError\(['\"](.*)['\"]\)", said)
    assert match is not None, said
    return Relay.MALFORMED, match[1]


def test_every_row_is_a_proxy_and_every_proxy_is_a_row() -> None:
    assert {proxy.id for proxy in PROXIES} == set(ROWS)
    assert len(PROXIES) == len(ROWS) == 33


@pytest.mark.parametrize("proxy", ALL)
def test_every_cell_has_its_meaning(proxy: Proxy) -> None:
    row = ROWS[proxy.id]
    for column, attribute in CELLS.items():
        assert getattr(proxy, attribute) == passage(row[column]), column
    assert proxy.mixes_up == (row[OTHERS] != "ok")
    assert row[KEPT_WAITING].endswith(f" [{proxy.setting}]")
    assert len(CELLS) + 2 == len(DOCUMENT["columns"])


@pytest.mark.parametrize("proxy", ALL)
def test_a_proxy_is_named_as_it_was_measured(proxy: Proxy) -> None:
    label = ROWS[proxy.id]["proxy (version)"]
    assert proxy.version in label
    assert (proxy.protocol == "h2") == ("h2 upstream" in label)
    assert (proxy.protocol == "http/1.0") == ("HTTP/1.0 upstream" in label)
    assert proxy.measured == date.fromisoformat(DOCUMENT["measured"])
    assert proxy.kind == "proxy"


@pytest.mark.parametrize("proxy", ALL)
def test_a_timer_is_reset_where_the_proxy_outlived_it(proxy: Proxy) -> None:
    outlived, fired = proxy.kept_waiting.relay in FINE, proxy.silent.relay not in FINE
    match proxy.timer:
        case Timer.RESET:
            assert outlived
            assert fired
        case Timer.NOT_RESET:
            assert proxy.kept_waiting.status == proxy.silent.status or proxy.id == "caddy-2.6"
            assert (proxy.kept_waiting.after_s or 9) < 2.7
        case Timer.FIRST_ONLY:
            assert not outlived
            assert 3 <= (proxy.kept_waiting.after_s or 0) < 4
        case Timer.UNPROVEN:
            assert not fired or proxy.silent.relay is Relay.MIXED_UP
        case Timer.NOT_REACHED:
            assert proxy.on_102.relay not in FINE
        case other:
            pytest.fail(f"{other} was not seen of a proxy")


@pytest.mark.parametrize("proxy", ALL)
def test_the_tolerance_agrees_with_the_cells(proxy: Proxy) -> None:
    for count, cell in ((3, proxy.on_102), (10, proxy.with_10), (100, proxy.with_100), (300, proxy.with_300)):
        refused = proxy.tolerance.refused is not None and count >= proxy.tolerance.refused
        ran_out_of_time = cell.status is not None and (cell.after_s or 0) >= 2
        assert (cell.relay in FINE) == (count <= proxy.tolerance.passed)
        assert (cell.relay not in FINE) == (refused or ran_out_of_time)
    if proxy.verdict is Verdict.CAPS:
        assert proxy.tolerance.limit == LIMITS.get(proxy.id)


def judged(proxy: Proxy, answer: Passage, waiting: Passage, *, late: bool) -> Verdict:
    if answer.relay not in FINE or proxy.mixes_up:
        return Verdict.BREAKS
    if proxy.tolerance.refused is not None:
        return Verdict.CAPS
    if waiting.relay not in FINE:
        return Verdict.UNHELPED
    if proxy.timer is Timer.UNPROVEN:
        return Verdict.UNPROVEN
    return Verdict.STARVES if late or answer == SWALLOWED else Verdict.GOOD


@pytest.mark.parametrize("proxy", ALL)
def test_the_verdicts_follow_from_what_was_seen(proxy: Proxy) -> None:
    late = proxy.prompt is False
    assert proxy.verdict is judged(proxy, proxy.on_102, proxy.kept_waiting, late=late)
    if proxy.h2_102 == NOT_MEASURED:
        assert proxy.h2_verdict is None
    else:
        assert proxy.h2_verdict is judged(proxy, proxy.h2_102, proxy.h2_waiting, late=late)


def test_only_one_proxy_gives_responses_to_the_wrong_client() -> None:
    assert [proxy.id for proxy in PROXIES if proxy.mixes_up] == ["trafficserver-9.2"]


def test_nginx_holds_interims_back_until_the_end() -> None:
    assert {proxy.id for proxy in PROXIES if proxy.prompt is False} == HELD
    assert all(proxy.on_102.relay in FINE for proxy in PROXIES if proxy.prompt)


@pytest.mark.parametrize("proxy", ALL)
def test_a_summary_says_what_becomes_of_1xx(proxy: Proxy) -> None:
    assert proxy.summary.endswith(".")
    assert not re.search(r"[.!?] ", proxy.summary)
    assert re.search(r"1xx|interim responses|\b10[23]\b", proxy.summary)
    assert not proxy.remark or proxy.remark.endswith(".")
    if proxy.prompt:
        assert "at once" in proxy.summary


@pytest.mark.parametrize("proxy", ALL)
def test_the_summary_of_a_proxy_does_not_hide_its_http10_clients(proxy: Proxy) -> None:
    if proxy.to_http10.relay in {Relay.FORWARDED, Relay.SOME_FORWARDED} and proxy.id not in HELD:
        assert "HTTP/1.0 clients, too" in proxy.remark or "HTTP/1.0 clients too" in proxy.summary
