"""TLS on a connected socket: what is offered, the handshake, and what is known of it afterwards.

The octets go through `ssl.SSLObject`, so that the time of a receive is that of the socket, a failed write leaves what
has arrived readable, and the end of the request is when the socket took its last octet.
"""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime

from interim.errors import InvalidInput, NoExchange
from interim.wire.certificate import read_certificate
from interim.wire.link import RECEIVE_BYTES, PlainLink
from interim.wire.recording import HttpChoice, Plan

__all__ = ["TlsFacts", "TlsLink", "start_tls", "tls_context"]

_ALPN: dict[HttpChoice, list[str]] = {
    "auto": ["h2", "http/1.1"],
    "2": ["h2"],
    "1.1": ["http/1.1"],
    "1.0": ["http/1.1"],  # RFC 7301 knows http/1.0 too, but a server that does not would refuse the handshake
}
_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFacts:
    """What a handshake settled, as `Connection` has it."""

    alpn: str
    version: str
    cipher: str
    certificate_expires: datetime | None
    certificate_error: str


class TlsLink:
    """A link with TLS. `start_tls` makes one."""

    __slots__ = ("_at_ns", "_before", "_failure", "_incoming", "_outgoing", "_plain", "_tls", "_whole")

    def __init__(self, plain: PlainLink, context: ssl.SSLContext, host: str) -> None:
        self._plain = plain
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self._at_ns = 0
        self._before = 0
        self._failure: ssl.SSLError | None = None
        self._whole = True

    @property
    def sent(self) -> int:
        """Octets since the handshake that the socket has taken, encrypted."""
        return self._plain.sent - self._before

    @property
    def pending(self) -> bool:
        """Whether TLS answers something of the server's, such as a change of keys."""
        return self._outgoing.pending > 0

    async def shake_hands(self) -> None:
        """Do the handshake.

        Raises:
            OSError: it failed; `ssl.SSLError` when TLS itself did.
        """
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._fill()
            except ssl.SSLError:
                self._farewell()
                raise
            else:
                await self._flush()
                self._before = self._plain.sent
                return

    async def send(self, data: bytes) -> None:
        """Write octets, encrypted; returns when the socket has taken the last one."""
        await self._flush()
        view = memoryview(data)
        while view:
            taken = self._tls.write(view[:RECEIVE_BYTES])
            view = view[taken:]
            await self._flush()

    async def receive(self) -> tuple[bytes, int]:
        """The next octets, decrypted, and when the last of their records arrived."""
        while True:
            data = self._decrypted()
            if data is not None:
                return data, self._at_ns
            await self._fill()

    def facts(self, host: str) -> TlsFacts:
        """What the handshake settled. `host` is who the certificate should be for."""
        chosen = self._tls.cipher()
        der = self._tls.getpeercert(binary_form=True)
        certificate = read_certificate(der) if der else None
        verified = self._tls.context.verify_mode is ssl.CERT_REQUIRED
        return TlsFacts(
            alpn=self._tls.selected_alpn_protocol() or "",
            version=self._tls.version() or "",
            cipher=chosen[0] if chosen else "",
            certificate_expires=certificate.not_after if certificate else None,
            certificate_error="" if verified or certificate is None else certificate.fault(host, datetime.now(UTC)),
        )

    def close(self) -> None:
        """Close at once, with a close_notify if the socket takes it now."""
        with contextlib.suppress(ssl.SSLError, ValueError):
            self._tls.unwrap()
        self._farewell()
        self._plain.close()

    def _decrypted(self) -> bytes | None:
        if self._failure is not None:
            raise self._failure
        parts = []
        try:
            while part := self._tls.read(RECEIVE_BYTES):
                parts.append(part)
        except ssl.SSLWantReadError:
            return b"".join(parts) or None
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            # SSLEOFError: closed without close_notify. Many servers do, and HTTP's own framing tells what is missing.
            pass
        except ssl.SSLError as error:
            if not parts:
                raise
            # What came before it counts. The next read would find a plain end.
            self._failure = error
        return b"".join(parts)

    async def _fill(self) -> None:
        data, self._at_ns = await self._plain.receive()
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    async def _flush(self) -> None:
        if data := self._outgoing.read():
            self._whole = False
            await self._plain.send(data)
            self._whole = True

    def _farewell(self) -> None:
        # After half a record, an alert would be read as the rest of it.
        if self._whole and (data := self._outgoing.read()):
            self._plain.send_last(data)


def tls_context(plan: Plan) -> ssl.SSLContext:
    """What the plan offers and insists on.

    Raises:
        InvalidInput: `ca_file` holds no certificates.
    """
    if plan.verify:
        try:
            context = ssl.create_default_context(cafile=plan.ca_file or None)
        except OSError as error:
            raise InvalidInput("ca_file", plan.ca_file, "a readable file of certificates in PEM form") from error
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(_ALPN[plan.http])
    return context


async def start_tls(plain: PlainLink, context: ssl.SSLContext, plan: Plan) -> tuple[TlsLink, TlsFacts]:
    """Do the handshake within `connect_ns`.

    Raises:
        NoExchange: there is no TLS, the certificate does not verify, or HTTP/2 was wanted and not chosen.
    """
    # A zone is no part of the name, and a final dot only says that the name is absolute.
    host = plan.target.host.partition("%")[0].rstrip(".")
    try:
        link = TlsLink(plain, context, host)
        async with asyncio.timeout(plan.limits.connect_ns / 1e9):
            await link.shake_hands()
    except TimeoutError as error:
        raise NoExchange("tls", f"no handshake within {plan.limits.connect_ns / 1e9:g} s") from error
    except (OSError, ValueError) as error:
        raise NoExchange("tls", tls_reason(error)) from error
    facts = link.facts(host)
    if plan.http == "2" and facts.alpn != "h2":
        link.close()
        raise NoExchange("tls", "the server does not offer HTTP/2 (ALPN h2)")
    return link, facts


def tls_reason(error: Exception) -> str:
    """Why TLS failed, in plain words."""
    match error:
        case ssl.SSLCertVerificationError():
            message = error.verify_message.rstrip(".")
            return f"the certificate does not verify: {message}; --insecure goes on all the same"
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return "the server closed the connection during the handshake"
        case ssl.SSLError() if error.reason in _NOT_TLS:
            return "the server does not speak TLS on this port"
        case ssl.SSLError():
            return f"the handshake failed: {(error.reason or 'no reason given').replace('_', ' ').lower()}"
        case ConnectionError():
            return "the server reset the connection during the handshake"
        case _:
            return f"the handshake failed: {error}"
