"""102 Processing."""

from interim.codes.prose.prose import Chapter, Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=102,
    answer=(
        "The whole request has arrived and the server is still working on it: keep waiting, the final response follows."
    ),
    history=(
        (
            "RFC 2518 §10.1 defined it in 1999 for WebDAV. RFC 4918 Appendix F.3 removed it in 2007, and "
            "RFC 4918 §21.4 kept the registration."
        ),
    ),
    use=(
        (
            "Send it while a complete request is being worked on and the silence would outlast somebody's "
            "patience: a COPY of a large tree, a report, a model that computes for a minute. The status of the "
            "final response stays open."
        ),
        (
            "Send it without fields. It has no content (RFC 9110 §15.2), and a final response must follow "
            "(RFC 2518 §10.1)."
        ),
    ),
    avoid=(
        (
            "Not before the whole request is there (RFC 2518 §10.1), not to HTTP/1.0 (RFC 9110 §15.2), not for "
            "work that takes seconds, and not along a path that nobody has tried: there, answer 202. Where the "
            "response can be streamed, start it instead."
        ),
    ),
    effects=(
        (
            "Who gains: timers that start anew with each 102. In November 2026 these were HAProxy 2.6 and 3.0, "
            "nghttpx 1.52 and 1.64, tinyproxy 1.11.1, lighttpd 1.4.79 and Apache 2.4.71, all with HTTP/1.1 to the "
            "origin server, and among clients httpx 0.28.1, `http` of Node 20, GNU Wget 1.21.3 and Net::HTTP of "
            "Ruby 3.1."
        ),
        (
            "Who does not: timers on the final response or the whole exchange. So `ResponseHeaderTimeout` of Go "
            "1.27, the timeout of Java 17's HttpClient, `AbortSignal.timeout` with `fetch`, `--max-time` of curl "
            "7.88.1, `response_header_timeout` of Caddy 2.6.2, `read_timeout` of Squid 5.7, the route timeout of "
            "Envoy 1.40. Caches must not store it (RFC 9111 §3)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "102 is set as the status of an ordinary response. It goes out alone, often with content, and the "
                "client hangs or reports it."
            ),
            rules=("INT001", "INT002", "INT004"),
        ),
        Mistake(text="The timer is not stopped, and a 102 follows the final response.", rules=("INT011",)),
        Mistake(
            text="One 102 for each step of progress, or while content still arrives.",
            rules=("TIM006", "TIM007", "INT012"),
        ),
    ),
    chapters=(
        Chapter(
            title="Where it came from, where it went",
            paragraphs=(
                (
                    "WebDAV has methods that work on whole trees. With `Depth` they can take long, and a client "
                    "that hears nothing may give up; 102 is there to prevent that (RFC 2518 §10.1). The field "
                    "`Status-URI` came with it and names the resources that are done, each with its status, as in "
                    "`Status-URI: 200 <http://example.test/a>` (RFC 2518 §9.7)."
                ),
                (
                    "RFC 4918 Appendix F.3 removed both for lack of implementation, and names no other fault. The "
                    "IANA registry of 2025-09-15 still lists 102, with RFC 2518 as its reference, as "
                    "RFC 4918 §21.4 asks."
                ),
                (
                    "What carries it is still in force: a client must be able to parse a 1xx that it did not "
                    "expect, and a proxy must forward it (RFC 9110 §15.2). And it works: cadaver 0.24 gave up on a "
                    "COPY that was silent for 125 s, and finished one of 161 s with a 102 every 40 s."
                ),
            ),
        ),
        Chapter(
            title="How often to send it",
            paragraphs=(
                (
                    "RFC 2518 §10.1 gives no interval. It wants a 102 only for work that takes significant time, "
                    "with 20 s as a rough guide. 10 to 30 s are usual in practice; public projects used 5 to 15 s "
                    "(electric-sql/electric #4106), 25 s (Wei-Shaw/sub2api #2047) and 30 s (notroj/neon #94)."
                ),
                (
                    "Our schedule is 15 s, then every 25 s, at most four: 15, 40, 65 and 90 s. Not at once, since "
                    "most requests are done by 15 s and never show a 1xx to anybody. No gap reaches 30 s "
                    "(CloudFront's wait for the origin server) or 60 s (nginx's `proxy_read_timeout`, the idle "
                    "timeout of AWS's Application Load Balancer). The final response is due by 115 s, before the "
                    "125 s that Cloudflare waits. A limit on the final response is not moved by a 102: Heroku's "
                    "router has one of 30 s. Whether AWS counts a 102 as data is not documented."
                ),
                (
                    "Four, because some count. Go 1.19, and Caddy 2.6.2 with it, fails at the sixth interim "
                    "response, a 100 included; Java 17's HttpClient at the ninth, Apache 2.4.71 at the tenth, "
                    "tornado 6.6.1 at the eleventh."
                ),
            ),
        ),
        Chapter(
            title="HTTP/2 PING is something else",
            paragraphs=(
                (
                    "PING finds out whether an idle connection still works (RFC 9113 §6.7). It shows that a "
                    "middlebox has silently dropped it (RFC 9113 §8.7), or that the client is gone. "
                    "`interim run --h2-ping 15` sends it."
                ),
                (
                    "But it belongs to no stream (RFC 9113 §6.7). It goes to the next hop, which acknowledges it "
                    "and learns nothing about the response that it waits for. AWS documents that its Application "
                    "Load Balancer does not support PING, and that PING does not reset the idle timeout. PING "
                    "looks after a connection, 102 after a request."
                ),
            ),
        ),
        Chapter(
            title="102 improves, 202 guarantees",
            paragraphs=(
                (
                    "102 needs a connection that lasts and a path that forwards it. electric-sql/electric shipped "
                    "it against Cloudflare's 522 and took it out five days later for trouble with clients (#4122). "
                    "Cloudflare's pages say that 102 can help; james-6-23/codex2api saw requests with 102 cut at "
                    "125.0 s all the same (#673)."
                ),
                (
                    "202 with a status monitor needs neither. A client asks for it with `Prefer: respond-async`, "
                    "or with `respond-async, wait=10` for a 202 only after 10 s (RFC 7240 §4.1, RFC 7240 §4.3). "
                    "The two go together: hold, send 102, and answer 202 when the time is up."
                ),
            ),
        ),
        Chapter(
            title="Clients and proxies that it breaks",
            paragraphs=(
                (
                    "Python's http.client 3.11.7 takes every 1xx but 100 for the final response; so do urllib3 "
                    "2.8.0, requests 2.34.2 and httplib2 0.32.1. The caller gets a 102 without content and without "
                    "an error. The connection goes back to the pool, and since HTTP/1.1 matches responses by their "
                    "order alone (RFC 9112 §9.2), the next request on it receives the real response to the one "
                    "before: off by one. Where users share a session, one reads what was meant for another. That "
                    "is a matter of security. Java 17's HttpURLConnection hangs, and PHP 8.2's streams return what "
                    "follows as content."
                ),
                (
                    "Proxies: nginx 1.22.1 and 1.26.3 with HTTP/1.1 to the origin server pass on a lone 102 and "
                    "lose the 200. Varnish 7.1.1 and 7.7.0 answer 503. Apache Traffic Server 9.2.9 gives other "
                    "clients the wrong responses. Apache 2.4.71 answers 502 at the tenth. Envoy 1.40, h2o 2.2.5 "
                    "and the reverse proxy of Go 1.19 swallow it. nginx 1.29 is reported to understand 103 only "
                    "(nginx/nginx #1427)."
                ),
                (
                    "So declare the path before you send any: each client and each proxy, with its version. "
                    "Simulate first, through that path: `curl -i "
                    "'.../api/status/102?count=4&interval=25s'`. Compare with the origin server (`interim inspect "
                    "--compare`). `User-Agent` names the client, never a proxy between."
                ),
            ),
        ),
    ),
    related=(
        Related(code=202, why="when the work may outlast the connection, or the path is unknown"),
        Related(code=103, why="to send fields ahead"),
        Related(code=100, why="to ask for content"),
        Related(code=504, why="what a proxy answers when the silence was too long"),
    ),
    words=("keep alive", "long request", "still working", "gateway timeout", "heartbeat", "progress", "webdav"),
)
