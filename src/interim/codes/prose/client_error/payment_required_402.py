"""402 Payment Required."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=402,
    answer="The service wants a payment or another plan first; how to pay stands in the content, if anywhere.",
    history=(
        (
            "HTTP/1.1 listed it in 1997 as reserved (RFC 2068 §10.4), and RFC 9110 §15.5.3 still reserves it for "
            "future use. Details are agreed on elsewhere: version 2 of x402, a protocol for payment per request, "
            "puts its terms in base64 into the field `PAYMENT-REQUIRED`; L402 is another protocol with the same "
            "code."
        ),
    ),
    use=(
        (
            "The credentials are good and the account is not: its credit is used up, or the call is not part of "
            "its plan. A translation API answers 402 when the balance reaches zero, and names the balance and the "
            "page where it can be filled up."
        ),
    ),
    avoid=(
        (
            "For a limit that goes away with time send 429, for something that this user cannot buy 403. Clients "
            "that are written for no service in particular understand a 403 with a clear content better."
        ),
    ),
    effects=(
        (
            "A client without special knowledge treats it as 400 (RFC 9110 §15). Neither curl 7.88.1 with "
            "`--retry` nor the `Retry` of urllib3 2.8.0 repeats it, and rightly so: nothing changes until somebody "
            "pays."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "Several payment protocols share the code, and no field of HTTP tells them apart: a client that "
                "knows one has to look before it parses."
            ),
        ),
    ),
    related=(
        Related(code=403, why="when money would not help"),
        Related(code=429, why="when the quota comes back with time"),
        Related(code=401, why="when the server does not know whose account it is"),
    ),
    words=("out of credits", "insufficient balance", "subscription expired", "unpaid invoice", "x402"),
)
