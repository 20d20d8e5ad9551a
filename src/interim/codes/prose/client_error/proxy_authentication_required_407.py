"""407 Proxy Authentication Required."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=407,
    answer="A proxy on the way, and not the site, wants credentials before it passes the request on.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4), with the two fields that RFC 9110 §11.7 describes today: "
            "`Proxy-Authenticate` for the challenge, `Proxy-Authorization` for the answer."
        ),
    ),
    use=(
        (
            "A proxy that serves known users answers so to a request, or to the CONNECT that is to open a tunnel "
            'for `https`, for example with `Proxy-Authenticate: Basic realm="proxy"`. At least one challenge has '
            "to be there (RFC 9110 §15.5.8)."
        ),
    ),
    avoid=(
        (
            "A gateway, or reverse proxy, acts as the origin server for those who connect to it (RFC 9110 §3.7), "
            "and sends 401. A network that wants people to log in on a page first sends 511."
        ),
    ),
    effects=(
        (
            "`Proxy-Authorization` is consumed by the first proxy that expects it (RFC 9110 §11.7.2), while "
            "`Authorization` travels on to the origin server. A request can need both."
        ),
        (
            "With `https` the CONNECT fails, and there is no response to read: requests 2.34.2 and httpx 0.28.1 "
            "raise `ProxyError`, curl 7.88.1 exits with 56. With plain `http` requests and curl return the 407 "
            "(tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "The proxy and its password stand in the environment of a shell and not in that of the service: it "
                "works by hand, and fails at night."
            ),
        ),
        Mistake(text="The challenge is missing, so no client can answer it.", rules=("STA007",)),
    ),
    related=(
        Related(code=401, why="when the origin server asks"),
        Related(code=511, why="when the network asks, by way of a login page"),
        Related(code=403, why="when the proxy knows the user and refuses"),
    ),
    words=("proxy authentication", "corporate proxy", "proxy password", "tunnel connection failed"),
)
