"""418 I'm a teapot."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=418,
    answer=(
        "A joke that became a reserved number: the server says that it is a teapot, and does not do what was asked."
    ),
    history=(
        (
            "The Hyper Text Coffee Pot Control Protocol of 1 April 1998 is a satire: a teapot that is asked to "
            "brew coffee answers 418 (RFC 2324 §2.3.2). RFC 7168 of 1 April 2014 extends the joke to tea."
        ),
        (
            "In 2017 it was proposed to take the code out of Node, Go and the Python library requests, to keep the "
            "number free (nodejs/node #14644, golang/go #21326, psf/requests #4238). RFC 9110 §15.5.19 reserves it "
            "instead: it means nothing, and can be assigned anew when no other numbers are left."
        ),
    ),
    use=("As an Easter egg, or in a test that needs a code which no proxy and no framework sends by itself.",),
    avoid=(
        (
            "Not for anything that a client has to understand. Robots that are not wanted get 403 or 429, work "
            "that is not implemented 501."
        ),
    ),
    effects=(
        (
            "A client that knows nothing of it treats it as 400 (RFC 9110 §15). Libraries do know the name: Node "
            "20.20.2 and Python 3.11.7 have it in their lists (tried)."
        ),
        (
            "When one arrives in earnest, it is commonly a firewall or a filter against robots that refuses. Read "
            "it as a 403: look at `User-Agent` and at the rate of your requests, not at the path."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "It is sent as a real refusal. Monitoring counts it as a client error, and nobody finds a document "
                "that tells what to do."
            ),
        ),
    ),
    related=(
        Related(code=403, why="to refuse in earnest"),
        Related(code=429, why="to slow a client down"),
        Related(code=501, why="when the server cannot do it at all"),
    ),
    words=("teapot", "im a teapot", "coffee pot", "htcpcp", "april fools status code"),
)
