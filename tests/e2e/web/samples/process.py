"""Samples as processes: saved as a reader would save them, and started by the command that the page shows."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import pytest

from interim.web.samples.sample import Sample
from tests.e2e.peers import free_port, require, serving

__all__ = ["ask", "found_version", "served"]

_ROOT = Path(__file__).parents[4]
_NPM = _ROOT / ".peers" / "node_modules"
_PATH = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
"""The Python of these tests before any other."""
_VARIABLE = re.compile(r"[A-Z_]+=\S+")
_START_S = 40.0
"""Several start at once, and two cores have to compile some of them."""
_ASK_S = 60.0


@contextlib.contextmanager
def served(sample: Sample, folder: Path, *, behind: int = 0) -> Iterator[str]:
    """A sample that runs as a server, from when it accepts connections: its URL.

    The port in the command, or in the configuration of nginx, is another: one that is free. `behind` is the port of the
    server that a proxy finds on 8001.
    """
    port = free_port()
    text = sample.text
    if sample.language == "nginx":
        _open_to_all(folder)
        text = text.replace(":8000", f":{port}").replace(":8001", f":{behind}")
    command = sample.command.replace("8000", str(port)).replace('"$PWD"', str(folder))
    arguments = _prepared(sample, text, command, folder)
    with serving(arguments, port, env={"PATH": _PATH, "PORT": str(port), "TMPDIR": str(folder)}, start_s=_START_S):
        yield f"http://127.0.0.1:{port}/"


def ask(sample: Sample, folder: Path) -> tuple[int, str]:
    """Run a sample that is a client: its exit status, and what it says on both streams."""
    arguments = _prepared(sample, sample.text, sample.command, folder)
    done = subprocess.run(
        arguments,
        env={**os.environ, "PATH": _PATH, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=_ASK_S,
        check=False,
    )
    return done.returncode, done.stdout


def found_version(name: str) -> str:
    """The version that is installed of what `Sample.ran` names."""
    match name:
        case "Node":
            return _said("node", "--version")
        case "Express":
            _require_express()
            return _digits((_NPM / "express" / "package.json").read_text().partition('"version"')[2])
        case "Go":
            return _said("go", "version")
        case "PHP":
            return _said("php", "--version")
        case "Rack":
            return _said("ruby", "-e", 'require "rack"; puts Rack.release')
        case "Puma":
            return _said("puma", "--version")
        case "nginx":
            return _said("nginx", "-v")
        case "curl":
            return _said("curl", "--version")
        case _:
            return version(name)


def _prepared(sample: Sample, text: str, command: str, folder: Path) -> Sequence[str]:
    """Save the file, see to what the command needs, and give the command as arguments of `env`."""
    (folder / sample.file_name).write_text(text, encoding="utf-8")
    words = shlex.split(command)
    program = next(index for index, word in enumerate(words) if not _VARIABLE.fullmatch(word))
    _require(words[program])
    if "express" in text and sample.language == "javascript":
        _require_express()
        (folder / "node_modules").symlink_to(_NPM)
    if words[program : program + 2] == ["go", "run"]:
        # It would leave its child behind when it is terminated.
        built = str(folder / "built")
        subprocess.run(["go", "build", "-o", built, sample.file_name], cwd=folder, check=True, timeout=180)
        words[program : program + 3] = [built]
    return ["env", "-C", str(folder), *words]


def _open_to_all(folder: Path) -> None:
    """Let the workers of nginx in, which run as another user."""
    for one in (folder, *folder.parents):
        mode = one.stat().st_mode
        if mode & 0o055 != 0o055:
            one.chmod(mode | 0o055)


def _require(program: str) -> None:
    if shutil.which(program, path=_PATH) is None:
        require(program)


def _require_express() -> None:
    if not (_NPM / "express").exists():
        if os.environ.get("INTERIM_REQUIRE_PEERS") == "1":
            pytest.fail("Express is not installed; run scripts/peers")
        pytest.skip("Express is not installed; scripts/peers installs it")


def _said(program: str, *arguments: str) -> str:
    require(program)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=15, check=True)
    return _digits(done.stdout + done.stderr)


def _digits(text: str) -> str:
    """The first version in a text."""
    match = re.search(r"\d+(\.\d+)+", text)
    assert match is not None, text
    return match[0]
