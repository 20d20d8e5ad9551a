"""425 Too Early."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=425,
    answer=(
        "The server does not risk to act on a request that could be a replay: send it again after the TLS handshake."
    ),
    history=(
        (
            "RFC 8470 §5.2 brought it in 2018. TLS 1.3 lets a client send a request before the handshake is "
            "complete, as early data, and an attacker can record and repeat that (RFC 8470 §1). Older tables call "
            "the number Unordered Collection, from a draft of WebDAV."
        ),
    ),
    use=(
        (
            "An order arrives as early data. The server can refuse all early data, wait for the handshake, or "
            "answer 425 to what must not happen twice (RFC 8470 §3). Behind a gateway, a request with `Early-Data: "
            "1` that is not safe to process must get 425 (RFC 8470 §5.1)."
        ),
    ),
    avoid=(
        (
            "Waiting for the handshake is as good, and costs the client no second request (RFC 8470 §3). It is no "
            'code for "too early" in other senses, such as a sale that has not begun or a job that is not ready.'
        ),
    ),
    effects=(
        (
            "A client that uses early data must repeat the request after it (RFC 8470 §4), and not as early data "
            "again (RFC 8470 §5.2). curl 7.88.1 with `--retry`, which sends none, returns it (tried)."
        ),
        (
            "An intermediary must forward it if the request that it got had `Early-Data`. Otherwise it may repeat "
            "the request itself once the handshake is complete (RFC 8470 §5.2)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A gateway accepts early data and the server behind it has never heard of `Early-Data`, which RFC "
                "8470 §6.1 forbids. In nginx one has to add it: `proxy_set_header Early-Data $ssl_early_data`."
            ),
        ),
        Mistake(
            text=(
                "It is sent to a request that did not come in early data. The client has nothing that it could do "
                "better."
            ),
        ),
    ),
    related=(
        Related(code=503, why="when the server is not ready yet"),
        Related(code=409, why="when the state of the resource is not ready"),
        Related(code=421, why="the other code that asks for a repetition on a better connection"),
    ),
    words=("tls early data", "0-rtt", "replay attack", "unordered collection"),
)
