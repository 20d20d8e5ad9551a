"""An example, served by `interim run` as its docstring says, and asked with curl."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.peers import require, serving
from tests.e2e.ports import free_port

__all__ = ["Answer", "curl", "fetch_ended", "served"]

ROOT = Path(__file__).parents[3]
_START_S = 30.0
_ANSWER_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What curl got.

    Attributes:
        interims: the codes of the interim responses.
        fields: of the final response, by name in lower case; the last of several.
    """

    interims: list[int]
    status: int
    fields: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@contextlib.contextmanager
def served(name: str, folder: Path, **env: str) -> Iterator[str]:
    """Run an example; `STORE` in `env` is made a file in `folder`. Yields its origin."""
    port = free_port()
    arguments = [sys.executable, "-m", "interim", "run", f"examples.{name}:app", "--port", str(port)]
    places = {key: f"sqlite:///{folder / value}" if key.endswith("_STORE") else value for key, value in env.items()}
    with serving(arguments, port, env={"PYTHONPATH": str(ROOT), **places}, start_s=_START_S):
        yield f"http://127.0.0.1:{port}"


def curl(url: str, *arguments: str) -> Answer:
    """Ask with curl, which shows every response that it gets."""
    require("curl")
    command = ["curl", "-si", "--max-time", str(_ANSWER_S), *arguments, url]
    done = subprocess.run(command, capture_output=True, check=False, timeout=_ANSWER_S + 5)
    assert done.returncode == 0, f"curl ended with {done.returncode}: {done.stdout!r} {done.stderr!r}"
    interims: list[int] = []
    rest = done.stdout
    while True:
        head, _, rest = rest.partition(b"\r\n\r\n")
        line, *lines = head.decode().split("\r\n")
        status = int(line.split()[1])
        if status >= 200:
            break
        interims.append(status)
    pairs = (one.partition(":") for one in lines)
    fields = {name.lower(): value.strip() for name, _, value in pairs}
    return Answer(interims=interims, status=status, fields=fields, text=rest.decode())


def fetch_ended(origin: str, location: str) -> Any:
    """What the monitor says of an operation when it has ended."""
    answer = curl(origin + location)
    while answer.json["result_url"] is None:  # The test has a timeout.
        answer = curl(origin + location, "-H", "Prefer: wait=5")
        assert answer.status == 200, answer
    return answer.json
