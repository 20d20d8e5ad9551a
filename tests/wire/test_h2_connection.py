"""Frames of the connection: what they set, and what is wrong with them."""

import pytest
from hyperframe.frame import GoAwayFrame, PingFrame, PriorityFrame, SettingsFrame, WindowUpdateFrame

from interim.wire.h2_connection import ConnectionState, error_name, parse_frame
from interim.wire.h2_flow import SendWindow
from interim.wire.h2_frames import FrameHead


@pytest.fixture
def window() -> SendWindow:
    return SendWindow()


@pytest.fixture
def state(window: SendWindow) -> ConnectionState:
    return ConnectionState(window)


def head(kind: int, length: int, *, stream: int = 0, flags: int = 0) -> FrameHead:
    return FrameHead(offset=0, length=length, kind=kind, flags=flags, stream=stream)


def test_settings_are_applied_and_acknowledged(state: ConnectionState, window: SendWindow) -> None:
    assert state.apply(SettingsFrame(settings={1: 100, 2: 0, 4: 5, 5: 20_000, 6: 1, 99: 1})) == ""
    assert (state.table_bytes, window.octets, window.frame_bytes) == (100, 5, 20_000)
    assert state.to_send() == SettingsFrame(flags=["ACK"]).serialize()
    assert state.to_send() == b""


def test_an_acknowledgement_is_not_acknowledged(state: ConnectionState) -> None:
    assert state.apply(SettingsFrame(flags=["ACK"])) == ""
    assert state.apply(PingFrame(opaque_data=b"12345678", flags=["ACK"])) == ""
    assert state.to_send() == b""


@pytest.mark.parametrize(("name", "value"), [(2, 1), (4, 2**31), (5, 16_383), (5, 2**24)])
def test_a_setting_out_of_range_is_told_and_not_applied(
    state: ConnectionState, window: SendWindow, name: int, value: int
) -> None:
    assert str(value) in state.apply(SettingsFrame(settings={name: value}))
    assert (window.octets, window.frame_bytes) == (65_535, 16_384)
    assert state.to_send() == SettingsFrame(flags=["ACK"]).serialize()


def test_updates_open_the_windows(state: ConnectionState, window: SendWindow) -> None:
    assert state.apply(WindowUpdateFrame(0, window_increment=10)) == ""
    assert state.apply(WindowUpdateFrame(1, window_increment=10)) == ""
    assert window.octets == 65_545
    assert "idle" in state.apply(WindowUpdateFrame(3, window_increment=10))


def test_a_goaway_is_remembered(state: ConnectionState) -> None:
    assert state.apply(GoAwayFrame(last_stream_id=1, error_code=0xB)) == ""
    assert state.goaway == "GOAWAY with ENHANCE_YOUR_CALM"


def test_other_frames_change_nothing(state: ConnectionState) -> None:
    assert state.apply(PriorityFrame(1)) == ""
    assert state.to_send() == b""


def test_a_frame_that_does_not_parse_is_told_with_its_name() -> None:
    found = parse_frame(head(6, 7), b"1234567")
    assert isinstance(found, str)
    assert found.startswith("PING")


def test_reserved_bits_are_ignored() -> None:
    update = parse_frame(head(8, 4), b"\x80\0\0\x07")
    assert isinstance(update, WindowUpdateFrame)
    assert update.window_increment == 7
    goaway = parse_frame(head(7, 8), b"\x80\0\0\x05\0\0\0\x01")
    assert isinstance(goaway, GoAwayFrame)
    assert goaway.last_stream_id == 5


def test_an_error_code_that_has_no_name_is_its_number() -> None:
    assert [error_name(code) for code in (0, 13, 14)] == ["NO_ERROR", "HTTP_1_1_REQUIRED", "error code 0xe"]
