import pytest

from interim.inspector.active.check import Check
from interim.inspector.active.compare import COMPARE
from interim.inspector.active.permit import refusal
from tests.fakes.exchanges import final, get, interim, post, request
from tests.fakes.recorder import baseline

CHECK = Check(name="a", plan=lambda _: ())


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_short_safe_request_may_be_repeated(method: str) -> None:
    assert refusal(CHECK, baseline(request(method), final(200, at=5.0))) == ""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "get"])
def test_any_other_request_is_repeated_only_if_that_was_asked_for(method: str) -> None:
    assert "not safe" in refusal(CHECK, baseline(request(method), final(200)))
    assert refusal(CHECK, baseline(request(method), final(200), active="all")) == ""


def test_long_work_is_repeated_only_if_that_was_asked_for() -> None:
    assert "5.1 s" in refusal(CHECK, baseline(get(), final(200, at=1.0, end=5.1)))
    assert refusal(CHECK, baseline(get(), final(200, at=5.1), active="all")) == ""


def test_work_that_a_102_told_of_is_repeated_only_if_that_was_asked_for() -> None:
    assert "102" in refusal(CHECK, baseline(get(), interim(102, at=0.1), final(200, at=1.1)))
    assert refusal(CHECK, baseline(get(), interim(102, at=0.1), final(200, at=1.1), active="all")) == ""
    assert refusal(CHECK, baseline(get(), interim(102, at=0.1), final(200, at=0.9))) == ""
    assert refusal(CHECK, baseline(get(), interim(103, at=0.1), final(200, at=1.1))) == ""


@pytest.mark.parametrize("active", ["safe", "all"])
def test_nothing_is_asked_after_a_broken_or_a_refusing_answer(active: str) -> None:
    assert "complete" in refusal(CHECK, baseline(get(), active=active))
    assert "complete" in refusal(CHECK, baseline(get(), final(200, complete=False), active=active))
    assert "429" in refusal(CHECK, baseline(get(), final(429), active=active))
    assert "503" in refusal(CHECK, baseline(get(), final(503), active=active))
    assert "switched" in refusal(CHECK, baseline(get(), final(101), active=active))


def test_none_is_none_but_for_what_was_asked_by_name() -> None:
    broken = baseline(post(), active="none")
    assert "off" in refusal(CHECK, broken)
    assert refusal(COMPARE, broken) == ""
