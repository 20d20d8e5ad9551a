"""The h2 package as a server, in memory: it checks what we send, and answers as a test says."""

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, RequestReceived, StreamEnded
from h2.settings import SettingCodes

from interim.wire.h2 import H2Conversation

__all__ = ["H2Peer"]


class H2Peer:
    """A server that speaks with one conversation. It reads content only when told to, so that windows matter."""

    def __init__(self, conversation: H2Conversation, *, settings: dict[SettingCodes | int, int] | None = None) -> None:
        self.conversation = conversation
        self.server = H2Connection(config=H2Configuration(client_side=False, header_encoding="latin-1"))
        self.server.initiate_connection()
        if settings:
            self.server.update_settings(settings)
        self.fields: list[tuple[str, str]] = []
        self.content = b""
        self.unread = 0
        self.ended = False
        self.now_ns = 0

    def exchange_octets(self) -> int:
        """Carry octets both ways until neither side has more to say. Returns how many the client wrote."""
        written = 0
        while True:
            ours = self.conversation.to_send()
            written += len(ours)
            for event in self.server.receive_data(ours):
                self._take(event)
            theirs = self.server.data_to_send()
            if not theirs and not ours:
                return written
            self.now_ns += 1_000_000
            self.conversation.receive(theirs, self.now_ns)

    def read_content(self) -> None:
        """Give the client credit for everything it has sent."""
        if self.unread:
            self.server.acknowledge_received_data(self.unread, 1)
            self.unread = 0

    def respond(self, status: int, *lines: tuple[str, str], end_stream: bool = False) -> None:
        self.server.send_headers(1, [(":status", str(status)), *lines], end_stream=end_stream)

    def _take(self, event: Event) -> None:
        match event:
            case RequestReceived():
                self.fields = [(str(name), str(value)) for name, value in event.headers]
            case DataReceived():
                self.content += event.data
                self.unread += event.flow_controlled_length
            case StreamEnded():
                self.ended = True
            case _:
                pass
