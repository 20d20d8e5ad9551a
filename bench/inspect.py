"""What an inspection costs: judging beside httplint, the command beside its imports, memory over a long response."""

import argparse
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from interim.exchange.capture import Capture
from interim.exchange.exchange import Exchange
from interim.rules.fields.httplint_adapter import remarks_on
from interim.rules.lint import lint
from interim.rules.settings import Settings
from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import Config, create_app
from interim.wire.read import read_exchange

CORPUS = Path(__file__).parents[1] / "tests" / "data" / "corpus"
# The rules that speak for httplint.
ALL, OURS = Settings(), Settings(ignore=("CAC001", "CAC003", "HDR003", "HDR005", "HDR006"))
GIB = 1024**3


def judging(rounds: int) -> None:
    exchanges = [
        read_exchange(Capture.read(path.read_bytes())) for path in CORPUS.glob("*.json") if path.stem != "expected"
    ]

    def each(judge: Callable[[Exchange], object]) -> float:
        for exchange in exchanges:
            judge(exchange)
        took = []
        for _ in range(rounds):
            before_s = time.process_time()
            for exchange in exchanges:
                judge(exchange)
            took.append((time.process_time() - before_s) / len(exchanges))
        return sorted(took)[rounds // 2] * 1e3

    alone = each(remarks_on)
    print(f"| judging one of {len(exchanges)} exchanges of the corpus | CPU, ms | ratio |\n|---|---|---|")
    for name, took in (
        ("httplint alone, by our adapter", alone),
        ("our own rules", each(lambda exchange: lint(exchange, OURS))),
        ("both", each(lambda exchange: lint(exchange, ALL))),
    ):
        print(f"| {name} | {took:.2f} | {took / alone:.2f} |")


def cpu_ms(*arguments: str, rounds: int) -> float:
    took = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(took)[rounds // 2] * 1e3


def commands(rounds: int) -> None:
    with ThreadServer(create_app(Config.for_bind("127.0.0.1")), ServerOptions(port=0, access_log=False)) as server:
        url = f"{server.url}/api/status/200"
        inspect = ("-m", "interim", "inspect", url, "--active", "none")
        rows = {
            "python -c 'import click'": ("-c", "import click"),
            "interim --help": ("-m", "interim", "--help"),
            "python -c 'import asyncio, ssl, click'": ("-c", "import asyncio, ssl, click"),
            "python -c 'import asyncio, ssl, click, httplint'": ("-c", "import asyncio, ssl, click, httplint"),
            "interim inspect, without the rules of httplint": (*inspect, "--ignore", ",".join(OURS.ignore)),
            "interim inspect, all rules": inspect,
        }
        print("\n| command | CPU, ms |\n|---|---|")
        for name, arguments in rows.items():
            print(f"| {name} | {cpu_ms(*arguments, rounds=rounds):.0f} |")


def memory() -> None:
    print("\n| response | RSS of interim inspect, MiB | s |\n|---|---|---|")
    for size in (1024, GIB):
        port = _serve_octets(size)
        arguments = ["-m", "interim", "inspect", f"http://127.0.0.1:{port}/", "--active", "none", "--ignore", "HDR"]
        before_s = time.monotonic()
        process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        print(f"| {size:,} octets | {usage.ru_maxrss / 1024:.0f} | {time.monotonic() - before_s:.1f} |")


def _serve_octets(size: int) -> int:
    """A socket that answers one request with so much content. It does nothing else, so that the client is measured."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        client, _ = listener.accept()
        with client, listener:
            client.recv(65536)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % size)
            piece, left = b"x" * 2**20, size
            while left:
                sent = client.send(piece[:left])
                left -= sent

    threading.Thread(target=answer, daemon=True).start()
    port: int = listener.getsockname()[1]
    return port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    judging(rounds)
    commands(rounds)
    memory()


if __name__ == "__main__":
    main()
