"""uvicorn's configuration, made from our options; it travels to worker processes by pickle."""

import gc
import importlib
import logging
from collections.abc import Callable
from typing import Any

import uvicorn

from interim.servers.log import WithoutCancellation
from interim.servers.options import ServerOptions

__all__ = ["InterimConfig", "Wrap"]

_MODULE = "interim.servers.uvicorn"

Wrap = Callable[[Any], Any]
"""Takes an ASGI application and returns one around it."""


class InterimConfig(uvicorn.Config):
    """A configuration with one of our protocol classes.

    Attributes:
        h2_ping_s: what our HTTP/2 protocol looks for.
    """

    def __init__(
        self,
        app: str | Callable[..., Any],
        options: ServerOptions,
        *,
        factory: bool,
        own_logging: bool = True,
        wrap: Wrap | None = None,
    ) -> None:
        """Make it.

        Args:
            app: an import string, an ASGI application, or with `factory` a function without arguments that makes one.
            options: ours.
            factory: see `app`.
            own_logging: set up uvicorn's log handlers; not in a process whose log is somebody else's.
            wrap: what to put around the application when it is loaded; for several workers one that can be pickled.

        Raises:
            UnsupportedServer: the protocol class cannot be had: a package is missing, or not of a version that fits.
        """
        name = "InterimZttp" if options.http2 else "InterimHttpTools"
        getattr(importlib.import_module(_MODULE), name)
        log: dict[str, Any] = {} if own_logging else {"log_config": None}
        super().__init__(
            app,
            factory=factory,
            host=options.host,
            port=options.port,
            workers=options.workers,
            reload=options.reload,
            http=f"{_MODULE}:{name}",
            loop=options.loop,
            ssl_certfile=options.tls_cert,
            ssl_keyfile=options.tls_key,
            access_log=options.access_log,
            log_level=options.log_level,
            proxy_headers=options.proxy_headers,
            limit_concurrency=options.limit_concurrency,
            # uvicorn hands it to asyncio.wait_for, which takes parts of a second.
            timeout_graceful_shutdown=options.graceful_s,  # type: ignore[arg-type]
            **log,
        )
        self.h2_ping_s = options.h2_ping_s
        self._own_process = own_logging
        self._wrap = wrap

    def load(self) -> None:
        """Load the application, in the process that serves it."""
        super().load()
        if self._wrap is not None:
            self.loaded_app = self._wrap(self.loaded_app)
        if self._own_process:
            logging.getLogger("uvicorn.error").addFilter(WithoutCancellation())
            # What was loaded stays, so the garbage collector need not look at it again. With thousands of requests held
            # a full collection otherwise takes long enough to make interim responses late.
            gc.collect()
            gc.freeze()
