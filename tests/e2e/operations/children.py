"""Children under a test's control: started, told, killed, stopped and continued; each wait has a deadline."""

import contextlib
import json
import queue
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent.parent
DEADLINE_S = 15.0
LEASE_S = 1.2
SETTINGS: dict[str, Any] = {"lease_s": LEASE_S, "tick_s": 0.05, "drain_s": 0.0, "min_free_bytes": 0}
Facts = dict[str, Any]


class Process:
    """A child: see `tests.e2e.operations.child`."""

    def __init__(self, path: Path, options: Facts) -> None:
        command = [sys.executable, "-m", "tests.e2e.operations.child", str(path), json.dumps(options)]
        self.errors = path.parent / f"errors{len(list(path.parent.glob('errors*')))}.txt"
        with self.errors.open("w") as errors:
            self._popen = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self._lines: queue.SimpleQueue[Facts | None] = queue.SimpleQueue()
        self._seen: list[Facts] = []
        self._number = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.expect("ready")

    def _read(self) -> None:
        assert self._popen.stdout is not None
        for line in self._popen.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def expect(self, kind: str, deadline_s: float = DEADLINE_S, **facts: Any) -> Facts:
        """The first thing that the child tells, or has told, of this kind and with these facts."""
        wanted = {"kind": kind, **facts}
        for seen in self._seen:
            if wanted.items() <= seen.items():
                self._seen.remove(seen)
                return seen
        while True:
            try:
                told = self._lines.get(timeout=deadline_s)
            except queue.Empty:
                raise AssertionError(
                    f"no {wanted} in {deadline_s} s; {self._seen}; {self.errors.read_text()}"
                ) from None
            if told is None:
                raise AssertionError(f"ended without {wanted}; {self._seen}; {self.errors.read_text()}")
            if wanted.items() <= told.items():
                return told
            self._seen.append(told)

    def order(self, command: str, **arguments: Any) -> int:
        """Tell it to do something, and do not wait."""
        self._number += 1
        assert self._popen.stdin is not None
        order = {"command": command, "number": self._number, "arguments": arguments}
        self._popen.stdin.write(json.dumps(order) + "\n")
        self._popen.stdin.flush()
        return self._number

    def answer(self, number: int) -> Facts:
        """What came of an order."""
        return self.expect("answer", number=number)

    def ask(self, command: str, **arguments: Any) -> Facts:
        """Tell it to do something, and wait for what came of it."""
        return self.answer(self.order(command, **arguments))

    def log(self) -> str:
        return self.errors.read_text()

    @property
    def pid(self) -> int:
        return self._popen.pid

    def signal(self, number: signal.Signals) -> None:
        self._popen.send_signal(number)

    def kill(self) -> None:
        """As `kill -9` does."""
        self._popen.kill()
        self.wait()

    def wait(self) -> int:
        return self._popen.wait(DEADLINE_S)

    def end(self) -> None:
        """Let it end in order."""
        assert self._popen.stdin is not None
        self._popen.stdin.close()
        self.expect("ended")
        assert self.wait() == 0

    def limit_files(self, limit_bytes: int) -> None:
        """What a full disk looks like to a process: every write to a file fails. -1 ends it."""
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (limit_bytes, -1))

    def close(self) -> None:
        if self._popen.poll() is None:
            self._popen.kill()
            self._popen.wait(DEADLINE_S)
        self._reader.join(DEADLINE_S)
        for stream in (self._popen.stdin, self._popen.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


class Children:
    """The children of one test, on one file."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "operations.db"
        self.effects = folder / "effects.txt"
        self._stack = contextlib.ExitStack()

    def start(self, *works: str, ttl_s: float = 3600, **settings: Any) -> Process:
        """Another process, with these functions."""
        options = {"settings": SETTINGS | settings, "works": works or ("step",), "ttl_s": ttl_s}
        process = Process(self.path, options)
        self._stack.callback(process.close)
        return process

    def effects_of(self, id: str) -> list[int]:
        """The attempts that had their effect."""
        lines = self.effects.read_text().splitlines() if self.effects.exists() else []
        return [int(line.split()[1]) for line in lines if line.split()[0] == id]

    def close(self) -> None:
        self._stack.close()


@contextlib.contextmanager
def children_in(folder: Path) -> Iterator[Children]:
    children = Children(folder)
    try:
        yield children
    finally:
        children.close()
