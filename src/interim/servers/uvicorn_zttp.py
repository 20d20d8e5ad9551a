"""uvicorn's zttp protocols with interim responses: HTTP/2 over TLS and by prior knowledge, and HTTP/1.1."""

from uvicorn.protocols.http.auto_zttp_impl import AutoZttpProtocol

from interim.errors import UnsupportedServer
from interim.servers.guard import Seam
from interim.servers.h2_ping import ping_interval_s
from interim.servers.rebind import rebind
from interim.servers.uvicorn_zttp_h1 import InterimZttpH1
from interim.servers.uvicorn_zttp_h2 import InterimZttpH2

__all__ = ["InterimZttp"]

_faults = Seam(
    owner=AutoZttpProtocol, function="_switch", mentions=frozenset({"ZttpProtocol", "ZttpH2Protocol"})
).faults()
if _faults:
    raise UnsupportedServer(f"uvicorn is not as expected: {'; '.join(_faults)}; run: pip install 'interim[http2]'")

# A bad environment variable stops the server when it starts, not each connection.
ping_interval_s(None)


class InterimZttp(AutoZttpProtocol):
    """Give it to uvicorn: ``uvicorn app:app --http interim.servers.uvicorn:InterimZttp``."""

    _switch = rebind(AutoZttpProtocol._switch, ZttpProtocol=InterimZttpH1, ZttpH2Protocol=InterimZttpH2)  # noqa: SLF001
