"""305 Use Proxy."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=305,
    answer="Once: repeat the request through the proxy in Location. Deprecated: treat it as a failed request.",
    history=(
        (
            "HTTP/1.1 brought it in 1997 (RFC 2068 §10.3.6). RFC 2616 §10.3.6 limited it to one request and to "
            "origin servers, and warned that anything else has significant security consequences. RFC 7231 "
            "deprecated it in 2014, and RFC 9110 §15.4.6 says no more than that."
        ),
    ),
    avoid=(
        (
            "Do not send it. Whoever can put a 305 into an answer could lead the traffic of a client through a "
            "machine of his own. Proxies are set on the client, by its administrator. To send a request elsewhere "
            "there is 307."
        ),
    ),
    effects=(
        (
            "`fetch` of Node 20, requests 2.34.2, httpx 0.28.1 and Go 1.19 return the 305 as it is, and urllib of "
            "Python 3.11.7 raises an error. curl 7.88.1 with `-L` takes it for an ordinary redirect: it sends the "
            "request, with method and content, to the URI in `Location` itself (tried)."
        ),
        (
            "If one arrives, treat it as 300, as any 3xx that you do not know (RFC 9110 §15), and look for what on "
            "the path still sends it."
        ),
    ),
    mistakes=(Mistake(text="Following every 3xx that has a `Location`. A list of the five redirects is safer."),),
    related=(
        Related(code=306, why="planned together with it, and never used"),
        Related(code=307, why="to send the request to another URI"),
        Related(code=407, why="when a proxy wants credentials"),
    ),
    words=("use proxy", "deprecated redirect", "proxy required"),
)
