from interim.errors import NoExchange
from interim.exchange.exchange import Exchange
from interim.inspector.active.catalogue import CHECKS
from interim.inspector.active.check import Ask
from interim.inspector.active.runner import run_checks
from interim.inspector.deadline import Deadline
from tests.fakes.exchanges import exchange, final, get, post
from tests.fakes.recorder import baseline

PAGE = final(200, 'ETag: "a"', "Accept-Ranges: bytes", content=b"0123456789abcdef")


async def answered(step: Ask) -> Exchange:
    return exchange(step.request, final(200))


async def test_what_was_asked_is_kept_by_its_name_and_what_was_not_has_its_reason() -> None:
    lines: list[str] = []
    probed = await run_checks(baseline(get(), PAGE), answered, deadline=Deadline(None), notice=lines.append)
    assert list(probed.probes) == ["http10", "head", "identity", "gzip", "etag", "range", "range-end", "range-bad"]
    assert list(probed.skipped) == ["http2", "modified", "expect", "preflight"]
    assert lines[1:3] == ["head: HEAD", "identity: Accept-Encoding: identity"]
    assert len(lines) == len(probed.probes)


async def test_a_request_that_cannot_be_made_does_not_stop_the_others() -> None:
    async def half(step: Ask) -> Exchange:
        if step.probe == "identity":
            raise NoExchange("connect", "refused")
        return await answered(step)

    probed = await run_checks(baseline(get(), PAGE), half, deadline=Deadline(None))
    assert "refused" in probed.skipped["identity"]
    assert "gzip" in probed.probes


async def test_an_unsafe_request_is_never_repeated() -> None:
    probed = await run_checks(baseline(post(), PAGE), answered, deadline=Deadline(None))
    assert probed.probes == {}
    assert list(probed.skipped) == [check.name for check in CHECKS if not check.demanded]


async def test_what_the_deadline_cuts_off_has_its_reason() -> None:
    now = [0]

    async def slow(step: Ask) -> Exchange:
        now[0] += 10
        return await answered(step)

    probed = await run_checks(baseline(get(), PAGE), slow, deadline=Deadline(25, lambda: now[0]))
    assert list(probed.probes) == ["http10", "head", "identity"]
    assert "deadline" in probed.skipped["gzip"]


async def test_a_slow_origin_is_left_alone_after_a_while_unless_all_was_asked_for() -> None:
    now = [0]

    async def slow(step: Ask) -> Exchange:
        now[0] += 10
        return await answered(step)

    at = baseline(get(), PAGE, compare="http://example.test/y")
    patience = Deadline(5, lambda: now[0])
    probed = await run_checks(at, slow, deadline=Deadline(None), patience=patience)
    assert list(probed.probes) == ["compare"]
    assert "ask for all" in probed.skipped["http10"]
    probed = await run_checks(at, slow, deadline=Deadline(None), patience=Deadline(0, lambda: 0))
    assert list(probed.probes) == ["compare"]
    everything = baseline(get(), PAGE, active="all")
    assert len((await run_checks(everything, slow, deadline=Deadline(None))).probes) == 8
