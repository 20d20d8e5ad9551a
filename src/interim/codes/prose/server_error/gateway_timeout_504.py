"""504 Gateway Timeout."""

from interim.codes.prose.prose import Chapter, Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=504,
    answer=("A proxy or gateway waited too long for the server behind it, which may still be working on the request."),
    history=(
        (
            "HTTP/1.1 brought it in 1997; the list of HTTP/1.0 ends at 503 (RFC 1945 §9.5). A cache sends it too: "
            "to `only-if-cached` when nothing is stored (RFC 9111 §5.2.1.7), or when `must-revalidate` forbids a "
            "stale copy and it is disconnected (RFC 9111 §5.2.2.2)."
        ),
    ),
    use=(
        (
            "A gateway or proxy sends it when its timer runs out (RFC 9110 §15.6.5). Let inner timers be shorter "
            "than outer ones: then the application answers, and can say what happened."
        ),
    ),
    avoid=("A client that is slow to send its request gets 408. An invalid response is 502.",),
    effects=(
        (
            "The work goes on. With nginx 1.22.1 and a timer of 2 s, the origin server finished after 4 s and "
            "wrote its 200 to nobody (tried)."
        ),
        (
            "And it may start again: with two servers behind it, nginx 1.22.1 sent a GET, PUT or DELETE that had "
            "timed out to the second one too, and a POST only once; `curl --retry` (7.88.1) repeats even the POST "
            "(tried). One click ran a job three times (CodeForPhilly/paws-data-pipeline #225)."
        ),
    ),
    mistakes=(
        Mistake(
            text="A long silence before the response, on a path whose timers nobody has looked up.",
            rules=("TIM002", "TIM003", "TIM004"),
        ),
        Mistake(text="One timer is raised, and the next one on the path cuts."),
    ),
    chapters=(
        Chapter(
            title="Who cuts, and after how long",
            paragraphs=(
                (
                    "With 504, by default: Envoy 1.40 after 15 s, AWS API Gateway after 29 s, CloudFront after "
                    "30 s, nginx after 60 s between two reads (`proxy_read_timeout`), AWS's Application Load "
                    "Balancer after 60 s without data."
                ),
                (
                    "With another code: Heroku's router 503 after 30 s, Cloudflare 524 after 125 s, Apache 2.4.71 "
                    "and the reverse proxy of Go 1.27 a 502."
                ),
            ),
        ),
        Chapter(
            title="What to do about it",
            paragraphs=(
                (
                    "Find the hop that answered, often by `Server` or the content. Make the work shorter, or "
                    "stream the response. Raise the timers that you own."
                ),
                (
                    "Where every hop forwards 102 and starts its timer anew, send 102. HAProxy 2.6 and 3.0, "
                    "nghttpx 1.52, lighttpd 1.4.79, tinyproxy 1.11.1 and, up to nine, Apache 2.4.71 do so with "
                    "HTTP/1.1. Squid 5.7, Caddy 2.6.2 and Envoy 1.40 cut all the same, as Cloudflare is reported "
                    "to; nginx 1.22.1 (HTTP/1.1 to the origin server) and Varnish 7.1.1 break."
                ),
                (
                    "Anywhere else, answer 202 with a status monitor before the shortest timer runs out. It needs "
                    "no connection that lasts; clients ask for it with `Prefer: respond-async` (RFC 7240 §4.1)."
                ),
            ),
        ),
    ),
    related=(
        Related(code=202, why="the way out for long work"),
        Related(code=102, why="a sign of life, where the path carries it"),
        Related(code=408, why="when the client was too slow"),
        Related(code=524, why="the same from Cloudflare"),
    ),
    words=(
        "gateway timed out",
        "upstream timed out",
        "proxy_read_timeout",
        "request takes too long",
        "60 second timeout",
        "load balancer timeout",
        "long request",
    ),
)
