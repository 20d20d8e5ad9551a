"""Answers and applies the frames of HTTP/2 that concern the connection: SETTINGS, PING, WINDOW_UPDATE. RFC 9113 §6."""

from hyperframe.exceptions import HyperframeError
from hyperframe.frame import FRAMES, Frame, GoAwayFrame, PingFrame, SettingsFrame, WindowUpdateFrame

from interim.wire.h2_flow import MAX_WINDOW, SendWindow
from interim.wire.h2_frames import STREAM, FrameHead

__all__ = ["ConnectionState", "error_name", "parse_frame"]

_FRAME_BYTES = range(2**14, 2**24)
"""What SETTINGS_MAX_FRAME_SIZE may be: RFC 9113 §6.5.2."""
_RESERVED_BIT = 0x7F
_ERRORS = (
    *("NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED"),
    *("FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM"),
    *("INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED"),
)


class ConnectionState:
    """What the server has set, and what we owe it.

    Attributes:
        table_bytes: the server's SETTINGS_HEADER_TABLE_SIZE.
        goaway: what its last GOAWAY said, in words; "" without one.
    """

    __slots__ = ("_owed", "_window", "goaway", "table_bytes")

    def __init__(self, window: SendWindow) -> None:
        self.table_bytes = 4_096
        self.goaway = ""
        self._window = window
        self._owed: list[bytes] = []

    def to_send(self) -> bytes:
        """Take the acknowledgements that are due."""
        octets = b"".join(self._owed)
        self._owed.clear()
        return octets

    def apply(self, frame: Frame) -> str:
        """Take in a frame. Returns what is wrong with it, in words; "" when nothing is."""
        match frame:
            case SettingsFrame():
                return "" if "ACK" in frame.flags else self._apply_settings(frame.settings)
            case PingFrame():
                if "ACK" not in frame.flags:
                    self._owed.append(PingFrame(opaque_data=frame.opaque_data, flags=["ACK"]).serialize())
            case WindowUpdateFrame():
                if frame.stream_id not in (0, STREAM):
                    return "WINDOW_UPDATE on a stream that is idle"
                if not self._window.update(frame.stream_id, frame.window_increment):
                    return f"WINDOW_UPDATE that makes a window larger than {MAX_WINDOW}"
            case GoAwayFrame():
                self.goaway = f"GOAWAY with {error_name(frame.error_code)}"
            case _:
                pass
        return ""

    def _apply_settings(self, settings: dict[int, int]) -> str:
        self._owed.append(SettingsFrame(flags=["ACK"]).serialize())
        wrong = ""
        for name, value in settings.items():
            match name:
                case SettingsFrame.HEADER_TABLE_SIZE:
                    self.table_bytes = value
                case SettingsFrame.ENABLE_PUSH if value:
                    # RFC 9113 §6.5.2: "A server MUST NOT explicitly set this value to 1."
                    wrong = f"SETTINGS_ENABLE_PUSH of {value} from a server"
                case SettingsFrame.INITIAL_WINDOW_SIZE if not self._window.set_initial(value):
                    wrong = f"SETTINGS_INITIAL_WINDOW_SIZE of {value}, which makes a window larger than {MAX_WINDOW}"
                case SettingsFrame.MAX_FRAME_SIZE if value not in _FRAME_BYTES:
                    wrong = f"SETTINGS_MAX_FRAME_SIZE of {value}"
                case SettingsFrame.MAX_FRAME_SIZE:
                    self._window.frame_bytes = value
                case _:
                    pass
        return wrong


def parse_frame(head: FrameHead, payload: bytes) -> Frame | str:
    """The frame that these octets are, or what is wrong with them, in words. Only for types that hyperframe knows."""
    if head.kind == WindowUpdateFrame.type and payload:
        # RFC 9113 §6.9: the first bit is reserved, and §4.1 has reserved bits ignored.
        payload = bytes([payload[0] & _RESERVED_BIT]) + payload[1:]
    try:
        frame = FRAMES[head.kind](head.stream)
        frame.parse_flags(head.flags)
        frame.parse_body(memoryview(payload))
    except HyperframeError as error:
        return f"{head.name}: {error}"
    if isinstance(frame, GoAwayFrame):
        frame.last_stream_id &= MAX_WINDOW
    return frame


def error_name(code: int) -> str:
    """The name of an error code: RFC 9113 §7."""
    return _ERRORS[code] if code < len(_ERRORS) else f"error code {code:#x}"
