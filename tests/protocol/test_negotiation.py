from typing import Any

import pytest

from interim.exchange.fields import Fields
from interim.protocol.negotiation import Asked, Decision, Mode, decide
from interim.protocol.policy import Policy
from tests.fakes.user_agents import CHROMIUM

CURL = ("User-Agent", "curl/7.88.1")
REQUESTS = ("User-Agent", "python-requests/2.34.2")
STRANGER = ("User-Agent", "MySDK/1.0")
GO = ("User-Agent", "Go-http-client/1.1")
DIRECT = Policy(path="direct")
ALL = Policy(path="direct", clients="all")
S = 1_000_000_000


def decided(
    *lines: tuple[str, str],
    policy: Policy = DIRECT,
    method: str = "GET",
    http_version: str = "1.1",
    **more: Any,
) -> Decision:
    return decide(Asked(method=method, http_version=http_version, fields=Fields.of(lines), **more), policy)


def interims(decision: Decision) -> int:
    return decision.pace.limit or 0 if decision.pace is not None else 0


class TestWhoGetsInterimResponses:
    def test_nobody_does_where_nothing_is_declared(self) -> None:
        for client in (CURL, STRANGER, REQUESTS):
            decision = decided(client, policy=Policy(clients="all"), allowed=True)
            assert decision.mode is Mode.ANSWER
            assert "unknown" in decision.reason

    def test_a_known_client_does_on_a_direct_path(self) -> None:
        decision = decided(CURL)
        assert decision.mode is Mode.HOLD
        assert decision.pace == DIRECT.pace(4)
        assert decision.hold_ns is None
        assert (decision.status, decision.reason) == (
            102,
            "up to 4 interim responses: the client is curl, which takes 1xx",
        )

    @pytest.mark.parametrize("http_version", ["2", "3"])
    def test_and_over_later_versions(self, http_version: str) -> None:
        assert interims(decided(CURL, http_version=http_version)) == 4

    @pytest.mark.parametrize(
        ("lines", "members"),
        [
            ([CURL], {"http_version": "1.0"}),
            ([CURL, ("Via", "1.0 old")], {}),
            ([CURL], {"method": "HEAD"}),
            ([CURL, ("Upgrade", "h2c")], {}),
            ([CURL, ("X-Varnish", "1")], {}),
            ([CURL, ("Via", "http/1.1 x (ApacheTrafficServer/9.2.9)")], {}),
            ([REQUESTS], {}),
            ([], {}),
            ([("User-Agent", "")], {}),
            ([CURL], {"allowed": False}),
            ([CURL], {"policy": Policy(path="direct", clients="all", max_interims=0)}),
        ],
    )
    def test_nothing_makes_it_safe(self, lines: list[tuple[str, str]], members: dict[str, Any]) -> None:
        decision = decided(*lines, **{"policy": ALL, "allowed": True, **members})
        assert (decision.mode, decision.pace) == (Mode.ANSWER, None)
        assert decision.reason.startswith("no interim response: ")

    def test_a_client_of_which_nothing_is_known_does_only_if_the_operator_says_so(self) -> None:
        assert interims(decided(STRANGER)) == 0
        assert interims(decided(STRANGER, allowed=True)) == 4
        assert interims(decided(STRANGER, policy=ALL)) == 4
        assert interims(decided(STRANGER, policy=ALL, allowed=False)) == 0
        assert "allow says yes" in decided(STRANGER, allowed=True).reason
        assert "clients is all" in decided(STRANGER, policy=ALL).reason

    def test_a_browser_does_with_the_fields_of_one(self) -> None:
        assert interims(decided(("User-Agent", CHROMIUM), ("Sec-Fetch-Mode", "cors"))) == 4
        assert interims(decided(("User-Agent", CHROMIUM))) == 0

    def test_nobody_gets_more_than_it_takes(self) -> None:
        many = Policy(path="direct", max_interims=20)
        assert interims(decided(CURL, policy=many)) == 20
        assert interims(decided(GO, policy=many)) == 5
        assert interims(decided(CURL, ("Via", "1.1 x (Apache/2.4.71)"), policy=many)) == 9
        assert interims(decided(GO, ("Via", "1.1 x (Apache/2.4.71)"), policy=many)) == 5

    def test_prefer_is_not_looked_at_where_there_is_no_202(self) -> None:
        decision = decided(CURL, ("Prefer", "respond-async"))
        assert decision.mode is Mode.HOLD
        assert not decision.vary_prefer
        assert decision.preference_applied(detached=False) == ""


class TestWhenItIsHandedOver:
    @pytest.mark.parametrize(
        ("lines", "members", "hold_s"),
        [
            ([CURL], {}, 110),
            ([CURL], {"policy": Policy()}, 25),
            ([STRANGER], {}, 25),
            ([REQUESTS], {}, 25),
            ([CURL], {"http_version": "1.0"}, 10),
            ([CURL, ("Via", "1.0 old")], {}, 10),
            ([CURL, ("CF-Ray", "x")], {}, 90),
            ([CURL, ("X-Amzn-Trace-Id", "x")], {}, 50),
            ([CURL, ("Via", "1.1 vegur"), ("CF-Ray", "x")], {}, 25),
            ([CURL, ("CF-Ray", "x")], {"policy": Policy()}, 25),
            ([CURL, ("CF-Ray", "x")], {"policy": Policy(path="direct", capped_hold_s={"cloudflare": None})}, 110),
            ([CURL], {"policy": Policy(path="direct", first_after_s=5, every_s=5, max_interims=2)}, 15),
            ([CURL], {"policy": Policy(path="direct", hold_s=20)}, 20),
        ],
    )
    def test_after_so_many_seconds(self, lines: list[tuple[str, str]], members: dict[str, Any], hold_s: float) -> None:
        decision = decided(*lines, detachable=True, **members)
        assert decision.mode is Mode.HOLD
        assert decision.hold_ns == hold_s * S
        assert f"handed over after {hold_s:g} s: " in decision.reason
        assert decision.vary_prefer

    @pytest.mark.parametrize(
        ("prefer", "mode", "hold_s", "applied", "in_time"),
        [
            ("respond-async", Mode.DETACH, 0, "respond-async", ""),
            ("respond-async, wait=5", Mode.HOLD, 5, "respond-async, wait=5", "wait=5"),
            ("wait=5", Mode.HOLD, 5, "wait=5", "wait=5"),
            ("wait=0", Mode.DETACH, 0, "wait=0", "wait=0"),
            ("wait=600", Mode.HOLD, 110, "wait=600", "wait=600"),
            ("respond-async, wait=600", Mode.HOLD, 110, "respond-async, wait=600", "wait=600"),
            ("respond-async=1, wait=soon", Mode.HOLD, 110, "", ""),
        ],
    )
    def test_a_client_can_shorten_the_hold(
        self, prefer: str, mode: Mode, hold_s: int, applied: str, in_time: str
    ) -> None:
        decision = decided(CURL, ("Prefer", prefer), detachable=True)
        assert (decision.mode, decision.hold_ns) == (mode, hold_s * S)
        assert (decision.pace is None) is (mode is Mode.DETACH)
        assert decision.preference_applied(detached=True) == applied
        assert decision.preference_applied(detached=False) == in_time

    def test_a_hold_of_no_time_hands_over_at_once(self) -> None:
        decision = decided(REQUESTS, policy=Policy(unknown_hold_s=0), detachable=True)
        assert decision.mode is Mode.DETACH
