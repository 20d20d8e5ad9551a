"""Run: serve an ASGI application on uvicorn with our protocol classes, in this process or in several."""

import logging
import socket
import sys
from collections.abc import Callable
from typing import Any

from uvicorn.server import Server
from uvicorn.supervisors import ChangeReload

from interim.errors import InterimError, InvalidInput
from interim.servers.config import InterimConfig, Wrap
from interim.servers.listen import bind, url_of
from interim.servers.load import check_app, import_from_here
from interim.servers.options import ServerOptions
from interim.servers.server import AnnouncingServer, AnnouncingWorkers

__all__ = ["ServerOptions", "run"]

_FAILED = 1
_BACKLOG = 2048

Ready = Callable[[str], None]


def run(
    app: str | Callable[..., Any],
    options: ServerOptions,
    *,
    factory: bool = False,
    ready: Ready | None = None,
    wrap: Wrap | None = None,
) -> int:
    """Serve until a signal ends it: SIGINT or SIGTERM drains, a second SIGINT ends at once.

    Args:
        app: an import string, an ASGI application, or with `factory` a function without arguments that makes one.
            For several workers a string, or a function that can be pickled; to reload, a string.
        options: how to serve.
        factory: see `app`.
        ready: called with the URL when requests are served.
        wrap: takes the loaded application and returns one around it; for several workers one that can be pickled.

    Returns:
        0, or 1 when the application could not be loaded or started, or the address not be bound; the reason is on
        stderr, in one sentence.

    Raises:
        InvalidInput: the application cannot be served in the way that the options ask for.
    """
    if options.reload and not isinstance(app, str):
        raise InvalidInput("--reload", app, "only for an application named by an import string, MODULE:APP")
    if options.workers > 1 and not isinstance(app, str) and not factory:
        raise InvalidInput("--workers", options.workers, "1 for an application that is not named by an import string")
    import_from_here()
    try:
        if not options.reload:
            check_app(app)
        config = InterimConfig(app, options, factory=factory, wrap=wrap)
        sockets = bind(options)
    except InterimError as error:
        sys.stderr.write(f"Error: {error}\n")
        return _FAILED
    url = url_of(options, sockets[0])

    def announce() -> None:
        logging.getLogger("uvicorn.error").info("Serving on %s (Press CTRL+C to quit)", url)
        if ready is not None:
            ready(url)

    try:
        return _serve(config, sockets, announce)
    except OSError as error:
        # Two servers can bind a port as long as neither listens; the second to listen is told.
        sys.stderr.write(f"Error: cannot serve on {url}: {error.strerror}\n")
        return _FAILED
    finally:
        for sock in sockets:
            sock.close()


def _serve(config: InterimConfig, sockets: list[socket.socket], announce: Callable[[], None]) -> int:
    if config.should_reload:
        for sock in sockets:
            # Requests wait in the backlog until the first, and each next, process is there to serve them.
            sock.listen(_BACKLOG)
        announce()
        ChangeReload(config, target=Server(config).run, sockets=sockets).run()
        return 0
    if config.workers > 1:
        workers = AnnouncingWorkers(config, sockets, announce)
        workers.run()
        return _FAILED if workers.failed else 0
    server = AnnouncingServer(config, announce)
    try:
        server.run(sockets)
    except KeyboardInterrupt:
        return 0
    except SystemExit as end:
        # uvicorn has logged why: the lifespan of the application failed.
        return _FAILED if end.code else 0
    return 0 if server.started else _FAILED
