"""Where to connect, and what to ask there, from a URL."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from interim.errors import InvalidInput

__all__ = ["Target", "parse_url"]

_PORTS = {"http": 80, "https": 443}
_ALLOWED = "an absolute http or https URL such as https://example.com/path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An http or https URI in the parts that a client needs: RFC 9110 §4.2.

    Attributes:
        host: a name in ASCII, lower case, or a literal address without brackets.
        path: the request target in origin form: path and query, at least "/".
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of Host, or of :authority: without the scheme's own port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The absolute URI."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """What credentials may be sent to: RFC 9110 §4.3.1."""
        return self.scheme, self.host, self.port


def parse_url(text: str, *, parameter: str = "URL") -> Target:
    """The target of a URL as a person writes it. The fragment is dropped, and http:// may be left out.

    Raises:
        InvalidInput: it is no absolute http or https URL, or it carries a user name.
    """
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = _host(parts), parts.port
    except ValueError as error:
        raise InvalidInput(parameter, text, _ALLOWED) from error
    if parts.scheme not in _PORTS or not host:
        raise InvalidInput(parameter, text, _ALLOWED)
    if parts.username is not None or parts.password is not None:
        raise InvalidInput(parameter, text, "no user name in the URL (RFC 9110 §4.2.4); use an Authorization field")
    path = parts.path or "/"
    if parts.query:
        path += "?" + parts.query
    if any(not "!" <= character <= "~" for character in path):
        raise InvalidInput(parameter, text, "visible ASCII; percent-encode other characters (RFC 3986 §2.1)")
    return Target(scheme=parts.scheme, host=host, port=_PORTS[parts.scheme] if port is None else port, path=path)


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host.encode("idna").decode("ascii").lower() if host else ""
