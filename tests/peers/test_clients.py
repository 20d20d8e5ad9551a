"""The clients say what the cells of the measurement say."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from interim.peers.client import FINAL, Client, NextRequest, Outcome, Seen, Sight
from interim.peers.clients import CLIENTS
from interim.peers.peer import Timer, Verdict

DOCUMENT = json.loads((Path(__file__).parent.parent / "data" / "peers" / "clients.json").read_text("utf-8"))
ROWS: dict[str, dict[str, str]] = dict(
    zip(
        [
            "python-http-client",
            "python-urllib-request",
            "urllib3",
            "requests",
            "requests-urllib3-future",
            "httplib2",
            "httpx",
            "httpx2",
            "aiohttp",
            "niquests",
            "tornado",
            "pycurl",
            "curl",
            "curl-max-time",
            "wget",
            "node-http",
            "node-fetch",
            "undici-request",
            "axios",
            "got-socket",
            "got-response",
            "node-fetch-package",
            "superagent",
            "go-1.19",
            "go-1.19-client-timeout",
            "go-1.27",
            "h2-go-1.27",
            "java-httpclient",
            "java-httpurlconnection",
            "ruby-net-http",
            "php-streams",
            "php-curl",
            "chromium",
            "h2-httpx",
            "h2-httpx2",
            "h2-niquests",
            "h2-pycurl",
            "h2-curl",
            "h2-node",
            "h2-undici",
            "h2-go-1.19",
            "h2-java-httpclient",
            "h2-chromium",
        ],
        DOCUMENT["rows"],
        strict=True,
    )
)
"""The rows by the id of their client."""

CELLS = {
    "3x102": "on_102",
    "3x103": "on_103",
    "3x199": "on_199",
    "burst": "burst",
    "keep-alive: t/o 2s, gap 1s, 5s": "kept_waiting",
    "control no 102": "silent",
    "n=10": "with_10",
    "n=100": "with_100",
    "n=300": "with_300",
    "/bad (t/o 3s)": "lone",
    "102+CL body then 200": "with_content",
    "POST 3x102": "post",
}
KEPT_WAITING = "keep-alive: t/o 2s, gap 1s, 5s"
SIGHTS = {"no": Sight.NONE, "yes (3/3)": Sight.ALL, "103 only": Sight.EARLY_HINTS}
NEXT = {
    "ok": NextRequest.RIGHT,
    "200": NextRequest.RIGHT,
    "**POISONED (got A's body)**": NextRequest.POISONED,
    "timeout": NextRequest.TIMES_OUT,
    "-": NextRequest.NOT_MEASURED,
}
LIMITS = {
    "tornado": 10,
    "go-1.19": 5,
    "go-1.19-client-timeout": 5,
    "h2-go-1.19": 5,
    "java-httpclient": 8,
    "h2-java-httpclient": 8,
}
"""Found by trying one more and one less, beside the cells."""

ALL = [pytest.param(client, id=client.id) for client in CLIENTS]


def seen(cell: str) -> Seen:
    """What the text of a cell means."""
    said = re.sub(r" \[.*\]$", "", cell)
    if said in {"200", "alive"}:
        return FINAL
    if said == "HANG":
        return Seen(outcome=Outcome.HANGS)
    if match := re.fullmatch(r"timeout(?: @([\d.]+)s)?", said):
        return Seen(outcome=Outcome.TIMES_OUT, after_s=float(match[1]) if match[1] else None)
    if match := re.fullmatch(r"\*\*\d{3}\*\*(, rest as body)?", said):
        return Seen(outcome=Outcome.REST_AS_CONTENT if match[1] else Outcome.INTERIM_AS_FINAL)
    word, _, text = said.partition(" ")
    return Seen(outcome={"raises": Outcome.RAISES, "error:": Outcome.REFUSES}[word], text=text)


def test_every_row_is_a_client_and_every_client_is_a_row() -> None:
    assert {client.id for client in CLIENTS} == set(ROWS)
    assert len(CLIENTS) == len(ROWS) == 43


@pytest.mark.parametrize("client", ALL)
def test_every_cell_has_its_meaning(client: Client) -> None:
    row = ROWS[client.id]
    for column, attribute in CELLS.items():
        assert getattr(client, attribute) == seen(row[column]), column
    assert client.sight is SIGHTS[row["app sees 1xx"]]
    assert client.next_request is NEXT[row["next request on same session"]]
    assert row[KEPT_WAITING].endswith(f" [{client.setting}]")
    assert len(CELLS) + 3 == len(DOCUMENT["columns"])


@pytest.mark.parametrize("client", ALL)
def test_a_client_is_named_as_it_was_measured(client: Client) -> None:
    label = ROWS[client.id]["client (version)"]
    numbers = re.findall(r"\d+(?:\.\d+)+", client.version)
    assert numbers
    assert all(number in label for number in numbers)
    assert (client.protocol == "h2") == label.startswith("h2: ") == client.id.startswith("h2-")
    assert client.measured == date.fromisoformat(DOCUMENT["measured"])
    assert client.kind == "client"


@pytest.mark.parametrize("client", ALL)
def test_a_timer_is_reset_where_the_client_outlived_it(client: Client) -> None:
    waited = client.kept_waiting
    match client.timer:
        case Timer.RESET | Timer.DISARMED:
            # A client that takes the first head for the final one waits on, too: 2 s from the last 102.
            assert waited == FINAL or (waited.after_s or 0) > 7
            assert client.silent.outcome is Outcome.TIMES_OUT
        case Timer.NOT_RESET:
            assert waited.outcome is Outcome.TIMES_OUT
            assert (waited.after_s or 9) < 3
        case Timer.NOT_REACHED:
            assert waited.outcome in {Outcome.INTERIM_AS_FINAL, Outcome.REST_AS_CONTENT, Outcome.RAISES}
        case other:
            pytest.fail(f"{other} was not seen of a client")


def test_only_aiohttp_hangs_for_want_of_a_timer() -> None:
    assert [client.id for client in CLIENTS if client.timer is Timer.DISARMED] == ["aiohttp"]
    unhelped = [client for client in CLIENTS if client.lone.outcome is Outcome.HANGS]
    assert [client.id for client in unhelped] == ["aiohttp"]


@pytest.mark.parametrize("client", ALL)
def test_the_tolerance_agrees_with_the_cells(client: Client) -> None:
    for count, cell in ((3, client.on_102), (10, client.with_10), (100, client.with_100), (300, client.with_300)):
        refused = client.tolerance.refused is not None and count >= client.tolerance.refused
        assert (cell == FINAL) == (count <= client.tolerance.passed)
        assert (cell != FINAL) == refused
    if client.verdict is Verdict.CAPS:
        assert client.tolerance.limit == LIMITS.get(client.id)


@pytest.mark.parametrize("client", ALL)
def test_the_verdict_follows_from_what_was_seen(client: Client) -> None:
    if client.on_102 != FINAL:
        expected = Verdict.BREAKS
    elif client.tolerance.refused is not None:
        expected = Verdict.CAPS
    else:
        expected = {Timer.RESET: Verdict.GOOD, Timer.NOT_RESET: Verdict.UNHELPED, Timer.DISARMED: Verdict.DISARMS}[
            client.timer
        ]
    assert client.verdict is expected


@pytest.mark.parametrize("client", ALL)
def test_a_summary_is_one_plain_sentence(client: Client) -> None:
    assert client.summary.endswith(".")
    assert "1xx" in client.summary or "interim responses" in client.summary or "102" in client.summary
    assert not re.search(r"[.!?] ", client.summary)
    assert not client.remark or client.remark.endswith(".")
