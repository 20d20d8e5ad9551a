"""202 Accepted."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=202,
    answer="The request was taken in and is not done yet; ask a status monitor later what became of it.",
    history=(
        (
            "HTTP/1.0 has it for work that is done later (RFC 1945 §9.2). RFC 9110 §15.3.3 promises no more: the "
            "work may still be refused when its turn comes, and HTTP cannot send the outcome afterwards. "
            "RFC 7240 §4.1 let clients ask for it in 2014, with `Prefer: respond-async`."
        ),
    ),
    use=(
        (
            "For work that may outlast the connection: a film to render, a million rows to import. Check what can "
            "be checked first, since a later refusal has no status code to travel in. Give the work a resource of "
            "its own, the status monitor. Name it in `Location: /jobs/17`, as RFC 7240 §4.1 shows, say in "
            "`Retry-After: 5` when to look (RFC 9110 §10.2.3), and describe the state in the content "
            "(RFC 9110 §15.3.3)."
        ),
        (
            "Let the monitor answer 200 as long as it knows the job, even one that failed. At the end it names the "
            "result, or answers 303 to it. No standard covers this part (RFC 7240 §4.1): Azure's guidelines have a "
            "monitor that always answers 200, FHIR's bulk export one that answers 202 until the end."
        ),
        (
            "With `Prefer: respond-async, wait=10` a client lets you try for 10 s first (RFC 7240 §4.3). Say what "
            "you honored in `Preference-Applied` (RFC 7240 §3)."
        ),
    ),
    avoid=(
        (
            "Not for what is done already, and not when the queue is full: that is 503. Where the work takes a "
            "minute and the path carries 1xx, hold the request and send 102: no second request is needed."
        ),
    ),
    effects=(
        "Clients do not poll by themselves: curl 7.88.1 with `-L` and `fetch` of Node 20 return the 202 (tried).",
        (
            "It is not cacheable by default (RFC 9110 §15.1). To an unsafe method it makes caches invalidate the "
            "target URI at once (RFC 9111 §4.4), before anything changed; a GET in between can store the old state "
            "again. Where `Prefer` can change a response that is cached, `Vary` has to list it (RFC 7240 §2)."
        ),
    ),
    mistakes=(
        Mistake(
            text="No monitor and no content: the client never learns the outcome, and sends the request again.",
            rules=("LRO001",),
        ),
        Mistake(
            text="A monitor without `Retry-After`, or one that answers with an error or never ends.",
            rules=("LRO002", "LRO009"),
        ),
        Mistake(
            text="The result later in the content of the 202: the connection has to last all the same.",
            rules=("LRO011",),
        ),
    ),
    related=(
        Related(code=102, why="to keep the client waiting for the result itself"),
        Related(code=303, why="from the monitor to the result"),
        Related(code=201, why="when it exists already"),
        Related(code=503, why="when no more work can be taken in"),
    ),
    words=(
        "asynchronous request",
        "background job",
        "long running operation",
        "polling",
        "status monitor",
        "queued",
    ),
)
