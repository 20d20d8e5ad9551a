"""CPU per request, and requests per second, of the simulator and what it is measured against.

Two tables. In the first one server process has a core of its own, and wrk the other: CPU per request is the server's,
read from the kernel, and does not depend on what else the machine does. In the second each server has two workers, and
shares both cores with wrk. Rounds alternate between the servers; the median of the rounds counts.
"""

import argparse
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence

from bench.measured import Measured, free_port, serving

UVICORN = [sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "error", "--host", "127.0.0.1"]
SIMULATOR = [sys.executable, "-m", "interim", "serve", "--no-access-log", "--log-level", "error"]
HTTPBIN = [".venv-httpbin/bin/gunicorn", "-k", "gthread", "--threads", "8", "--log-level", "error", "httpbin:app"]

Command = Callable[[int, int], list[str]]

SERVERS: dict[str, tuple[str, Command]] = {
    "minimal ASGI app, uvicorn httptools": (
        "/",
        lambda port, n: [
            *UVICORN,
            "--http",
            "httptools",
            "--port",
            str(port),
            "--workers",
            str(n),
            "bench.apps:minimal",
        ],
    ),
    "minimal ASGI app, with our adapter": (
        "/",
        lambda port, n: [
            *UVICORN,
            *("--http", "interim.servers.uvicorn:InterimHttpTools"),
            *("--port", str(port), "--workers", str(n), "bench.apps:minimal"),
        ],
    ),
    "interim /api/status/200": (
        "/api/status/200",
        lambda port, n: [*SIMULATOR, "--port", str(port), "--workers", str(n)],
    ),
    "Node http, the same JSON": ("/api/status/200", lambda port, n: ["node", "bench/cluster.js", str(port), str(n)]),
    "psf httpbin 0.10.4, gunicorn gthread": (
        "/status/200",
        lambda port, n: [*HTTPBIN, "-w", str(n), "-b", f"127.0.0.1:{port}"],
    ),
}


def wrk(server: Measured, path: str, cores: str, seconds: int) -> tuple[int, float]:
    """Requests answered, and requests per second."""
    command = ["taskset", "-c", cores, "wrk", "-t1", "-c32", f"-d{seconds}", f"http://127.0.0.1:{server.port}{path}"]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
    if errors := re.search(r"Socket errors:.*|Non-2xx.*", output):
        raise RuntimeError(f"{path}: {errors.group()}")
    requests = re.search(r"(\d+) requests in", output)
    rate = re.search(r"Requests/sec:\s*([\d.]+)", output)
    assert requests is not None
    assert rate is not None
    return int(requests.group(1)), float(rate.group(1))


def measure(
    names: Sequence[str], *, workers: int, server_cores: Sequence[int], wrk_cores: str, rounds: int, seconds: int
) -> dict[str, tuple[float, float]]:
    """Median microseconds of CPU per request, and median requests per second, of each server."""
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            path, command = SERVERS[name]
            port = free_port()
            with serving(command(port, workers), port, server_cores) as server:
                wrk(server, path, wrk_cores, 1)
                before_s = server.cpu_s()
                requests, rate = wrk(server, path, wrk_cores, seconds)
                figures[name].append(((server.cpu_s() - before_s) / requests * 1e6, rate))
                print(f"{name}, {workers} worker(s): {figures[name][-1]}", file=sys.stderr)
    return {
        name: (statistics.median(cpu for cpu, _ in rows), statistics.median(rate for _, rate in rows))
        for name, rows in figures.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    arguments = parser.parse_args()
    names = list(SERVERS)
    rounds = {"rounds": arguments.rounds, "seconds": arguments.seconds}
    one = measure(names[:-1], workers=1, server_cores=[0], wrk_cores="1", **rounds)
    base = one[names[0]][0]
    print("| one process, wrk -c32 | CPU per request, us | ratio |\n|---|---|---|")
    for name, (cpu_us, _) in one.items():
        print(f"| {name} | {cpu_us:.1f} | {cpu_us / base:.2f} |")
    two = measure(names, workers=2, server_cores=[0, 1], wrk_cores="0,1", **rounds)
    base = two[names[-1]][1]
    print("\n| two workers, wrk -c32 | requests/s | ratio |\n|---|---|---|")
    for name, (_, rate) in two.items():
        print(f"| {name} | {rate:,.0f} | {rate / base:.2f} |")


if __name__ == "__main__":
    main()
