"""What a servlet container puts on the wire for `setStatus(102)`, `flushBuffer()`, the task, and content.

The container takes 102 for the final status: it commits that head with a framing field, and the content goes out as its
content. Run it with a port and the framing, `chunked` or `length`.
"""

import socket
import sys
import threading
import time

TASK_S = 2.0
HEADS = {
    "chunked": b"HTTP/1.1 102 \r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    "length": b"HTTP/1.1 102 \r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n",
}
CONTENTS = {"chunked": b'd\r\n{"done":true}\r\n0\r\n\r\n', "length": b'{"done":true}'}


def answer(client: socket.socket, framing: str) -> None:
    with client:
        received = b""
        while b"\r\n\r\n" not in received:
            data = client.recv(65536)
            if not data:
                return
            received += data
        client.sendall(HEADS[framing])
        time.sleep(TASK_S)
        client.sendall(CONTENTS[framing])


def main() -> None:
    port, framing = int(sys.argv[1]), sys.argv[2]
    with socket.create_server(("127.0.0.1", port)) as listener:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=answer, args=(client, framing), daemon=True).start()


if __name__ == "__main__":
    main()
