"""The options of a server that interim starts, checked."""

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from uvicorn.config import LOG_LEVELS

from interim.errors import InvalidInput

__all__ = ["ServerOptions"]

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How to serve. The names are those of the command line, and so are the names in errors.

    Attributes:
        host: the address to bind, or a name for some.
        port: 0 picks a free one.
        workers: processes.
        tls_cert: the certificate chain, PEM; with `tls_key` it switches TLS on.
        tls_key: its private key, PEM.
        http2: serve HTTP/2, and HTTP/1.1 with the same parser.
        h2_ping_s: the interval of the HTTP/2 PING while a request is held; None for no PING.
        reload: start again when a source file changes.
        access_log: write a line for each request.
        graceful_s: how long a held request may take to be answered when the server shuts down.
        log_level: of uvicorn's log.
        loop: the event loop; ``auto`` is uvloop where it is installed.
        proxy_headers: believe X-Forwarded-For and X-Forwarded-Proto of a proxy on this machine.
        limit_concurrency: more connections or requests than this are answered 503; None for no limit.

    Raises:
        InvalidInput: naming the option, and what to give instead.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    tls_cert: Path | None = None
    tls_key: Path | None = None
    http2: bool = False
    h2_ping_s: float | None = None
    reload: bool = False
    access_log: bool = True
    graceful_s: float = 30.0
    log_level: str = "info"
    loop: Literal["auto", "uvloop", "asyncio"] = "auto"
    proxy_headers: bool = False
    limit_concurrency: int | None = None

    def __post_init__(self) -> None:
        if not self.host:
            raise InvalidInput("--host", self.host, "an address or a name")
        if not 0 <= self.port <= 65_535:
            raise InvalidInput("--port", self.port, "0 to 65535; 0 picks a free one")
        if self.workers < 1:
            raise InvalidInput("--workers", self.workers, "1 or more")
        if self.reload and self.workers > 1:
            raise InvalidInput("--workers", self.workers, "1 together with --reload")
        if not 0 <= self.graceful_s <= _DAY_S:
            raise InvalidInput("--graceful", self.graceful_s, "0 to 86400 seconds")
        if self.log_level not in LOG_LEVELS:
            raise InvalidInput("--log-level", self.log_level, ", ".join(LOG_LEVELS))
        if self.loop not in {"auto", "uvloop", "asyncio"}:
            raise InvalidInput("--loop", self.loop, "auto, uvloop or asyncio")
        if self.limit_concurrency is not None and self.limit_concurrency < 1:
            raise InvalidInput("--limit-concurrency", self.limit_concurrency, "1 or more")
        self._check_http2()
        self._check_tls()

    def _check_http2(self) -> None:
        if self.h2_ping_s is None:
            return
        if not self.http2:
            raise InvalidInput("--h2-ping", self.h2_ping_s, "only together with --http2")
        if not 0 < self.h2_ping_s <= _DAY_S:
            raise InvalidInput("--h2-ping", self.h2_ping_s, "over 0 to 86400 seconds")

    def _check_tls(self) -> None:
        if self.tls_cert is None and self.tls_key is None:
            return
        if self.tls_cert is None:
            raise InvalidInput("--tls-key", self.tls_key, "only together with --tls-cert")
        if self.tls_key is None:
            raise InvalidInput("--tls-cert", self.tls_cert, "only together with --tls-key")
        for option, file in (("--tls-cert", self.tls_cert), ("--tls-key", self.tls_key)):
            if not file.is_file():
                raise InvalidInput(option, file, "a file in PEM format that exists")
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.tls_cert, self.tls_key)
        except (ssl.SSLError, OSError) as error:
            raise InvalidInput(
                "--tls-cert", self.tls_cert, f"a certificate in PEM format that fits --tls-key ({error})"
            ) from error

    @property
    def scheme(self) -> Literal["http", "https"]:
        """Of the URLs that are served."""
        return "https" if self.tls_cert is not None else "http"
