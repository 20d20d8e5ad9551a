"""The options of a server, and what is wrong with them."""

from pathlib import Path
from typing import Any

import pytest
import trustme

from interim.errors import InvalidInput
from interim.servers.config import InterimConfig
from interim.servers.options import ServerOptions


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("pem")
    issued = trustme.CA().issue_cert("localhost")
    issued.cert_chain_pems[0].write_to_path(folder / "cert")
    issued.private_key_pem.write_to_path(folder / "key")
    return folder / "cert", folder / "key"


@pytest.mark.parametrize(
    ("options", "parameter", "allowed"),
    [
        ({"host": ""}, "--host", "an address or a name"),
        ({"port": -1}, "--port", "0 to 65535"),
        ({"port": 65_536}, "--port", "0 to 65535"),
        ({"workers": 0}, "--workers", "1 or more"),
        ({"workers": 2, "reload": True}, "--workers", "1 together with --reload"),
        ({"graceful_s": -1}, "--graceful", "0 to 86400 seconds"),
        ({"graceful_s": float("nan")}, "--graceful", "0 to 86400 seconds"),
        ({"log_level": "loud"}, "--log-level", "critical, error, warning, info, debug, trace"),
        ({"loop": "none"}, "--loop", "auto, uvloop or asyncio"),
        ({"limit_concurrency": 0}, "--limit-concurrency", "1 or more"),
        ({"h2_ping_s": 5}, "--h2-ping", "only together with --http2"),
        ({"h2_ping_s": 0, "http2": True}, "--h2-ping", "over 0 to 86400"),
        ({"tls_key": Path("k")}, "--tls-key", "only together with --tls-cert"),
        ({"tls_cert": Path("c")}, "--tls-cert", "only together with --tls-key"),
        ({"tls_cert": Path("c"), "tls_key": Path("k")}, "--tls-cert", "a file in PEM format that exists"),
        ({"tls_cert": Path(__file__), "tls_key": Path("k")}, "--tls-key", "a file in PEM format that exists"),
        ({"tls_cert": Path(__file__), "tls_key": Path(__file__)}, "--tls-cert", "that fits --tls-key"),
    ],
)
def test_a_bad_option_is_named_with_what_to_give_instead(options: dict[str, Any], parameter: str, allowed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        ServerOptions(**options)
    assert caught.value.parameter == parameter
    assert allowed in caught.value.allowed


def test_a_certificate_with_its_key_switches_tls_on(pem: tuple[Path, Path]) -> None:
    cert, key = pem
    assert ServerOptions(tls_cert=cert, tls_key=key).scheme == "https"
    assert ServerOptions().scheme == "http"


def test_http2_chooses_zttp_and_its_absence_httptools() -> None:
    options = ServerOptions(http2=True, h2_ping_s=5)
    config = InterimConfig("a:b", options, factory=False, own_logging=False)
    assert (config.http, config.h2_ping_s) == ("interim.servers.uvicorn:InterimZttp", 5)
    config = InterimConfig("a:b", ServerOptions(), factory=False, own_logging=False)
    assert (config.http, config.h2_ping_s) == ("interim.servers.uvicorn:InterimHttpTools", None)
