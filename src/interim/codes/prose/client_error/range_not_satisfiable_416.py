"""416 Range Not Satisfiable."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=416,
    answer=(
        "None of the ranges asked for exists, or the server refuses them; `Content-Range` tells the current length."
    ),
    history=(
        (
            "RFC 2616 §10.4.17 brought it in 1999 as Requested Range Not Satisfiable. RFC 9110 §15.5.17 adds a "
            "second reason: too many small or overlapping ranges, which can be an attack."
        ),
    ),
    use=(
        (
            "A download of 5000 octets is complete, and the client asks to resume with `Range: bytes=5000-`. There "
            "is no octet 5000: 416 with `Content-Range: bytes */5000`, from which the client learns that it has "
            "everything."
        ),
    ),
    avoid=(
        (
            "If the validator in `If-Range` does not match, ignore the range and send 200 (RFC 9110 §13.2.2). "
            "Ranges are defined for GET only, and are to be ignored for other methods (RFC 9110 §14.2)."
        ),
    ),
    effects=(
        (
            "Tools that resume know it: `wget -c` 1.21.3 says that the file is fully retrieved, and curl 7.88.1 "
            "with `-C -` leaves the file alone. Both exit with 0, curl under `-f` with 22 (tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "`Content-Range` is missing, as with Apache 2.4.71 (tried): a finished download and a broken one "
                "look alike."
            ),
            rules=("STA006",),
        ),
        Mistake(
            text=(
                "Ranges are offered and then ignored, or cut from the compressed form, so that the parts do not "
                "fit together."
            ),
            rules=("CAC008",),
        ),
        Mistake(
            text=(
                "The range comes from the length of an older version of the file. `If-Range` with its entity tag "
                "avoids that."
            ),
        ),
    ),
    related=(
        Related(code=206, why="when at least one range exists"),
        Related(code=200, why="when the whole representation is sent after all"),
        Related(code=412, why="when the range depends on a condition that is false"),
    ),
    words=("invalid range", "resume download failed", "byte range error", "video seeking error"),
)
