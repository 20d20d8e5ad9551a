"""415 Unsupported Media Type."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=415,
    answer=(
        "The server does not take content in this format here: look at `Content-Type` and `Content-Encoding` of "
        "the request."
    ),
    history=(
        (
            "HTTP/1.1 brought it, for media types (RFC 2068 §10.4). RFC 7694 extended it to content codings, with "
            "`Accept-Encoding` in the response; RFC 9110 §12.5.3 has that now, and allows `Accept` in responses "
            "too (RFC 9110 Appendix B.3)."
        ),
    ),
    use=(
        (
            "An endpoint takes JSON and a client posts a form: 415 with `Accept: application/json`. A request "
            "compressed with Brotli, where only gzip is understood: 415 with `Accept-Encoding: gzip`. For PATCH "
            "the field is `Accept-Patch` (RFC 5789 §2.2)."
        ),
    ),
    avoid=(
        (
            "The right format with impossible values is 422, JSON that does not parse 400, and the format of the "
            "response 406. A 415 for another reason than the coding must not carry `Accept-Encoding` (RFC 9110 "
            "§12.5.3)."
        ),
    ),
    effects=(
        (
            "Clients do not convert and repeat by themselves: the fields of the response are for the person who "
            "reads them."
        ),
        "For JSON without its media type Flask 3.1.3 sends 415, and FastAPI 0.165.0 sends 422 for a form (tried).",
    ),
    mistakes=(
        Mistake(
            text=(
                "`curl -d '{\"a\": 1}'` sends `application/x-www-form-urlencoded` unless told otherwise (tried "
                "with 7.88.1)."
            ),
        ),
        Mistake(
            text=(
                "The server compares the whole field with `application/json` and refuses `application/json; "
                "charset=utf-8`."
            ),
        ),
    ),
    related=(
        Related(code=406, why="when it is the format of the response"),
        Related(code=422, why="when the format is right and the content is not"),
        Related(code=400, why="when the content cannot be parsed"),
    ),
    words=("wrong content-type", "unsupported format", "json content type missing"),
)
