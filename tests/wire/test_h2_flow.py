"""The windows of flow control: RFC 9113 §6.9."""

import pytest

from interim.wire.h2_flow import INITIAL_WINDOW, MAX_WINDOW, RECEIVE_WINDOW, Credit, SendWindow
from tests.fakes.h2_frames import H2Frames


def test_the_smaller_window_counts() -> None:
    window = SendWindow()
    assert window.octets == INITIAL_WINDOW
    assert window.update(0, 1000)
    assert window.octets == INITIAL_WINDOW
    assert window.update(1, 500)
    assert window.octets == INITIAL_WINDOW + 500


def test_what_is_sent_is_taken_from_both_windows() -> None:
    window = SendWindow()
    window.take(60_000)
    assert window.octets == 5_535
    window.update(1, 100_000)
    assert window.octets == 5_535


def test_a_new_initial_size_moves_the_window_by_the_difference() -> None:
    window = SendWindow()
    window.take(60_000)
    assert window.set_initial(16_384)
    assert window.octets == 0
    assert window.update(1, 60_000 - 16_384 + 1)
    assert window.octets == 1


@pytest.mark.parametrize("stream", [0, 1])
def test_a_window_does_not_exceed_its_maximum(stream: int) -> None:
    window = SendWindow()
    assert not window.update(stream, MAX_WINDOW)
    assert window.update(stream, MAX_WINDOW - INITIAL_WINDOW)
    assert not window.update(stream, 1)


def test_an_initial_size_that_makes_the_window_too_large_is_refused() -> None:
    window = SendWindow()
    assert not window.set_initial(MAX_WINDOW + 1)
    window.update(1, 10)
    assert not window.set_initial(MAX_WINDOW)
    assert window.octets == INITIAL_WINDOW


def test_credit_comes_back_when_half_of_it_is_used() -> None:
    credit, server, half = Credit(), H2Frames(), RECEIVE_WINDOW // 2
    credit.consume(half - 1, stream=True)
    assert credit.to_send() == b""
    credit.consume(1, stream=False)
    assert credit.to_send() == server.window(half)
    credit.consume(1, stream=True)
    assert credit.to_send() == server.window(half, stream=1)
    assert credit.to_send() == b""


def test_a_stream_that_ended_gets_no_credit() -> None:
    credit = Credit()
    credit.consume(RECEIVE_WINDOW, stream=True)
    credit.close_stream()
    assert credit.to_send() == H2Frames().window(RECEIVE_WINDOW)
