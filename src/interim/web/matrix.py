"""The matrix of clients and proxies against 1xx, as rows to draw, and what each cell means."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from interim.peers.client import Client, NextRequest, Outcome, Seen
from interim.peers.clients import CLIENTS
from interim.peers.peer import Peer, Verdict
from interim.peers.proxies import PROXIES
from interim.peers.proxy import Passage, Proxy, Relay
from interim.web.matrix_words import NEXT, OUTCOMES, RELAYS, SIGHTS, TIMERS, VERDICTS, Mood

__all__ = ["Cell", "Row", "Table", "client_table", "legend", "peers_for", "proxy_table", "verdicts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One observation in a word or two.

    Attributes:
        mood: how it looks; the word always says it too.
        detail: what is shown on demand; "" for nothing.
    """

    word: str
    mood: Mood
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One peer."""

    peer: Peer
    verdict: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of peers.

    Attributes:
        columns: title and meaning of each cell of a row.
    """

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]

    @property
    def verdicts(self) -> tuple[tuple[Cell, int], ...]:
        """Each verdict that a row has, the best first, and how many have it."""
        counts = Counter(row.peer.verdict for row in self.rows)
        return tuple((_verdict(verdict), counts[verdict]) for verdict in VERDICTS if verdict in counts)


_CLIENT_COLUMNS = (
    ("three 102", "three 102, then 200"),
    ("three 103", "three 103, then 200"),
    ("three 199", "three of a code that nobody knows, then 200"),
    ("one segment", "three 102 and the 200 in one segment"),
    ("300", "three hundred 102, then 200"),
    ("its timer", "what 102 do to its timeout"),
    ("next request", "what the next request of the same session gets"),
    ("shows 1xx", "whether an application can see interim responses"),
)
_PROXY_COLUMNS = (
    ("three 102", "three 102, then 200"),
    ("three 103", "three 103, then 200"),
    ("three 199", "three of a code that nobody knows, then 200"),
    ("one segment", "three 102 and the 200 in one segment"),
    ("300", "three hundred 102, then 200"),
    ("to HTTP/1.0", "three 102 to a client of HTTP/1.0, which must get none (RFC 9110 §15.2)"),
    ("to HTTP/2", "three 102 to an HTTP/2 client"),
    ("its timer", "what 102 do to its timeout towards the origin"),
)


@cache
def client_table() -> Table:
    """All clients that were measured."""
    return Table(columns=_CLIENT_COLUMNS, rows=tuple(_client_row(client) for client in CLIENTS))


@cache
def proxy_table() -> Table:
    """All proxies that were measured."""
    return Table(columns=_PROXY_COLUMNS, rows=tuple(_proxy_row(proxy) for proxy in PROXIES))


@cache
def peers_for(code: int) -> tuple[Table, ...]:
    """Clients and proxies against one code alone; nothing for a code that was not measured, or is no 1xx."""
    match code:
        case 102 | 103:
            name = f"on_{code}"
        case 101:
            name = "with_101"
        case 104:
            name = "on_199"
        case _:
            return ()
    asked = "a 101 that it did not ask for, then 200" if code == 101 else f"three {name[3:]}, then 200"
    columns = ((asked, asked),)
    clients = [
        Row(peer=client, verdict=_verdict(client.verdict), cells=(_seen(getattr(client, name)),))
        for client in CLIENTS
        if getattr(client, name) is not None
    ]
    proxies = [
        Row(peer=proxy, verdict=_verdict(proxy.verdict), cells=(_passage(getattr(proxy, name)),))
        for proxy in PROXIES
        if hasattr(proxy, name)
    ]
    return tuple(Table(columns=columns, rows=tuple(rows)) for rows in (clients, proxies) if rows)


def verdicts() -> tuple[tuple[Cell, str], ...]:
    """Each verdict, and what it means."""
    return tuple((_verdict(verdict), meaning) for verdict, (_, meaning) in VERDICTS.items())


def legend() -> tuple[tuple[str, tuple[tuple[Cell, str], ...]], ...]:
    """What each cell means, by what it is about."""
    return (
        ("Verdict", verdicts()),
        ("Client", tuple((Cell(word=word, mood=mood), meaning) for word, mood, meaning in OUTCOMES.values())),
        ("Proxy", tuple((Cell(word=word, mood=mood), meaning) for word, mood, meaning in RELAYS.values())),
        ("Timer", tuple((Cell(word=word, mood=mood), meaning) for word, mood, meaning in TIMERS.values())),
        ("Next request", tuple((_next(one), meaning) for one, (_, _, meaning) in NEXT.items())),
    )


def _client_row(client: Client) -> Row:
    return Row(
        peer=client,
        verdict=_verdict(client.verdict),
        cells=(
            _seen(client.on_102),
            _seen(client.on_103),
            _seen(client.on_199),
            _seen(client.burst),
            _seen(client.with_300, client.tolerance.passed),
            _timer(client),
            _next(client.next_request),
            Cell(word=SIGHTS[client.sight][0], mood=SIGHTS[client.sight][1]),
        ),
    )


def _proxy_row(proxy: Proxy) -> Row:
    to_http10 = _passage(proxy.to_http10)
    if proxy.to_http10.relay is Relay.FORWARDED:
        # What is right for other clients is a fault here.
        to_http10 = Cell(word="forwarded", mood="bad", detail="An HTTP/1.0 client must get no 1xx.")
    elif proxy.to_http10.relay is Relay.SWALLOWED:
        to_http10 = Cell(word="swallowed", mood="good")
    return Row(
        peer=proxy,
        verdict=_verdict(proxy.verdict),
        cells=(
            _passage(proxy.on_102),
            _passage(proxy.on_103),
            _passage(proxy.on_199),
            _passage(proxy.burst),
            _passage(proxy.with_300),
            to_http10,
            _passage(proxy.h2_102),
            _timer(proxy),
        ),
    )


def _verdict(verdict: Verdict) -> Cell:
    return Cell(word=verdict.value, mood=VERDICTS[verdict][0])


def _timer(peer: Client | Proxy) -> Cell:
    word, mood, _ = TIMERS[peer.timer]
    return Cell(word=word, mood=mood, detail=peer.setting)


def _next(request: NextRequest) -> Cell:
    word, mood, _ = NEXT[request]
    return Cell(word=word, mood=mood)


def _seen(seen: Seen, passed: int | None = None) -> Cell:
    word, mood, _ = OUTCOMES[seen.outcome]
    details = [seen.text] if seen.text else []
    if passed and seen.outcome is not Outcome.FINAL:
        details.append(f"takes {passed}")
    return Cell(word=word, mood=mood, detail="; ".join(details))


def _passage(passage: Passage) -> Cell:
    word, mood, _ = RELAYS[passage.relay]
    match passage.relay:
        case Relay.ERROR if passage.status is not None:
            word = str(passage.status)
        case Relay.SOME_FORWARDED if passage.relayed is not None:
            word = f"{passage.relayed} of 3"
        case _:
            pass
    return Cell(word=word, mood=mood, detail=passage.text)
