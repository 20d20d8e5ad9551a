"""Running servers for the contract, one of each name for the session."""

import contextlib
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from tests.e2e.servers.launch import SERVERS, Options, Served, serve

Start = Callable[..., Served]


@pytest.fixture(scope="session")
def _started() -> Iterator[Callable[[str], Served]]:
    running: dict[str, Served] = {}
    with contextlib.ExitStack() as stack:

        def start(name: str) -> Served:
            if name not in running or running[name].process.poll() is not None:
                running[name] = stack.enter_context(serve(name))
            return running[name]

        yield start


@pytest.fixture(params=list(SERVERS))
def server(request: pytest.FixtureRequest, _started: Callable[[str], Served]) -> Served:
    """Every server under contract, over HTTP/1.1; shared, so leave it as it was."""
    return _started(request.param)


@pytest.fixture(params=[name for name, launch in SERVERS.items() if launch.http2])
def h2_server(request: pytest.FixtureRequest, _started: Callable[[str], Served]) -> Served:
    """Every server under contract that speaks HTTP/2 with prior knowledge; shared."""
    return _started(request.param)


@pytest.fixture(params=[name for name, launch in SERVERS.items() if launch.raw])
def raw_server(request: pytest.FixtureRequest, _started: Callable[[str], Served]) -> Served:
    """Every server under contract whose channel can break the rules; shared."""
    return _started(request.param)


@pytest.fixture
def start() -> Iterator[Callable[..., Served]]:
    """Starts a server of this test's own."""
    with contextlib.ExitStack() as stack:

        def start_one(name: str, options: Options | None = None) -> Served:
            return stack.enter_context(serve(name, options))

        yield start_one


@pytest.fixture(params=list(SERVERS))
def server_name(request: pytest.FixtureRequest) -> str:
    """The name of every server under contract, for `start`."""
    name: str = request.param
    return name


@pytest.fixture(params=[name for name, launch in SERVERS.items() if launch.raw])
def raw_server_name(request: pytest.FixtureRequest) -> str:
    """The same, of those whose channel can break the rules."""
    name: str = request.param
    return name


@pytest.fixture(params=[name for name, launch in SERVERS.items() if launch.http2])
def h2_server_name(request: pytest.FixtureRequest) -> str:
    """The same, of those that speak HTTP/2."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Callable[[], ssl.SSLContext]]:
    """A certificate for localhost, its key, and what makes a context that trusts it: each client sets its own ALPN."""
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    cert, key = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    key.write_bytes(issued.private_key_pem.bytes())

    def trusting() -> ssl.SSLContext:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return context

    return cert, key, trusting
