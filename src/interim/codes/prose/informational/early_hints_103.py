"""103 Early Hints."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=103,
    answer=(
        "Fields that the final response will probably have, sent ahead: a browser can already fetch what the page "
        "will need."
    ),
    history=(
        (
            "RFC 8297 §2 defined it in 2017, in an experimental document. It closes a gap that RFC 8297 §1 "
            "describes: the links of a page are often known long before its status code, which may hang on a "
            "database. Server push of HTTP/2 was the other answer, and sends what the client may have already "
            "(RFC 8297 §1)."
        ),
        "Browsers act on it since Chrome 103, Firefox 120 and Safari 17.",
    ),
    use=(
        (
            "A page takes 800 ms to compute, and its style sheet never changes. Send `103` with "
            "`Link: </style.css>; rel=preload; as=style` as soon as the request is there, then compute, then send "
            "the 200 with the same `Link`. The browser has the style sheet when the page arrives."
        ),
        (
            "`preconnect` does the same for another host. A cache can send a 103 too, from a stale response that "
            "it revalidates (RFC 8297 §2)."
        ),
    ),
    avoid=(
        (
            "Over HTTP/1.1 send it only to clients that are known to take it. One that mistakes it for the final "
            "response may read the responses to later requests as part of it, which RFC 8297 §3 calls a possible "
            "disclosure across origins."
        ),
        (
            "Not for a response that is ready anyway, nor for an API whose clients fetch nothing. To keep a "
            "request alive, send 102."
        ),
    ),
    effects=(
        (
            "Clients may start to fetch, and must not let a 103 change how they process the final response "
            "(RFC 8297 §2). Chrome 103 acts on it only when the user opens a page, not in frames or for other "
            "requests, only over HTTP/2 or later, and only on the first one; Safari 17 too wants HTTP/2 or later."
        ),
        (
            "Python's http.client 3.11.7, urllib3 2.8.0 and requests 2.34.2 return the 103 as the answer, without "
            "content: psf/requests #5190 is an empty page for that reason. curl 7.88.1, Node 20, Go 1.27, httpx "
            "0.28.1 and Chromium 156 wait for the final response."
        ),
        (
            "Proxies: nginx 1.22.1 and 1.26.3 with HTTP/1.1 to the origin server lose the final response, Varnish "
            "7.1.1 and 7.7.0 answer 503; nginx 1.29 is reported to understand 103. Apache Traffic Server 9.2.9 and "
            "HAProxy 2.6 and 3.0 forward it. Apache 2.4.71 gives HTTP/2 clients the first one, and only with "
            "`H2EarlyHints`. nghttpx 1.52 turns `Link` into a server push for them."
        ),
    ),
    mistakes=(
        Mistake(text="Hints in the 103 only. A client that passed over it never learns of them.", rules=("INT019",)),
        Mistake(
            text="A 103 without `Link`, or one that comes when the page is nearly done.", rules=("INT018", "TIM010")
        ),
        Mistake(
            text="`Connection` or framing fields in it: a proxy relays them, and HTTP/2 clients reset the stream.",
            rules=("INT014",),
        ),
    ),
    related=(
        Related(code=200, why="the final response, which repeats the fields"),
        Related(code=102, why="to say that the work goes on"),
        Related(code=304, why="when the client has the page already"),
    ),
    words=("link preload", "preconnect", "server push", "faster page load", "hints before response"),
)
