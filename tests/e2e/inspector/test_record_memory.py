"""A response of 1 GiB leaves the memory as it was."""

import json
import subprocess
import sys

import pytest

from tests.e2e.inspector.raw_server import Peer, serving

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(180)]

MIB = 1024 * 1024
PIECES = 1024
MOST_MIB = 32
"""The timeline keeps 2 MiB and the exchange 1 MiB; the rest is what the allocator makes of it."""

RECORDER = """
import asyncio, json, resource, sys
from interim.exchange.messages import Request
from interim.wire.h1 import H1Conversation
from interim.wire.limits import Limits
from interim.wire.record import record
from interim.wire.recording import Plan
from interim.wire.target import Target

target = Target(scheme="http", host="127.0.0.1", port=int(sys.argv[1]), path="/")
plan = Plan(target=target, request=Request(method="GET", target="/"), limits=Limits(linger_ns=0))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
final = asyncio.run(record(plan)).exchange.final
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"octets": final.content_octets, "complete": final.complete, "grown_kib": after - before}))
"""


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_memory_stays_flat_over_1_gib(chunked: bool) -> None:
    piece = bytes(MIB)
    framed = b"%x\r\n%b\r\n" % (MIB, piece) if chunked else piece

    def script(peer: Peer) -> None:
        peer.expect_head()
        framing = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % (PIECES * MIB)
        peer.send(b"HTTP/1.1 200 OK\r\n" + framing + b"\r\n\r\n")
        for _ in range(PIECES):
            peer.send(framed)
        if chunked:
            peer.send(b"0\r\n\r\n")

    with serving(script) as server:
        done = subprocess.run(
            [sys.executable, "-c", RECORDER, str(server.port)], capture_output=True, text=True, timeout=150, check=True
        )
    told = json.loads(done.stdout)
    assert told["octets"] == PIECES * MIB
    assert told["complete"]
    assert told["grown_kib"] < MOST_MIB * 1024
