"""426 Upgrade Required."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=426,
    answer="The server does not do this over the protocol in use: switch to one that the field `Upgrade` names.",
    history=(
        (
            "RFC 2817 §4.2 brought it in 2000, so that a server could insist on TLS on the port for plain HTTP. "
            "That use found few followers. RFC 7231 §6.5.15 took the code over for any protocol, as RFC 9110 "
            "§15.5.22 has it today."
        ),
    ),
    use=(
        (
            "A WebSocket endpoint gets an ordinary GET and answers with `Upgrade: websocket` and `Connection: "
            "upgrade`. The field lists the acceptable protocols in order of preference (RFC 9110 §7.8)."
        ),
    ),
    avoid=(
        (
            "To bring people from `http` to `https`, redirect with 301 or 308; browsers do not upgrade a "
            "connection to TLS. An app or a version of an API that is too old is no question of the protocol: 400 "
            "or 410, with an explanation. A version of HTTP that the server does not support is 505."
        ),
    ),
    effects=(
        (
            "Clients do not switch by themselves: curl 7.88.1 returns it (tried). With WebSocket it commonly means "
            "that a proxy took `Upgrade` out of the request."
        ),
        (
            "HTTP/2 allows neither `Upgrade` nor `Connection` in a message (RFC 9113 §8.2.2), so over HTTP/2 the "
            "code cannot carry what it needs."
        ),
    ),
    mistakes=(
        Mistake(
            text="`Upgrade` is missing, and the client learns only that something is wrong.",
            rules=("STA009",),
        ),
        Mistake(
            text=(
                "`Connection` does not list it, as RFC 9110 §7.8 demands: the Python library websockets 17.4 sends "
                "`Connection: close` alone (tried)."
            ),
        ),
        Mistake(
            text="A gateway copies both fields to HTTP/2, and the client resets the stream.",
            rules=("FRM009",),
        ),
    ),
    related=(
        Related(code=101, why="when the switch is made"),
        Related(code=505, why="when the version of HTTP is not supported"),
        Related(code=308, why="to go from `http` to `https`"),
    ),
    words=("websocket required", "upgrade to websocket", "switch protocol", "missing upgrade"),
)
