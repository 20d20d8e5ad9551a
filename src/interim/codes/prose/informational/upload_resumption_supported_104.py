"""104 Upload Resumption Supported."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=104,
    answer=(
        "Where an upload can be resumed if it breaks off, or how much of it has arrived, said while it is still "
        "running."
    ),
    history=(
        (
            "It belongs to an Internet-Draft of the HTTP working group, draft-ietf-httpbis-resumable-upload, and "
            "in November 2026 to no RFC. IANA registered it temporarily on 2024-11-13 and extended that once, to "
            "2026-11-13."
        ),
        (
            "Partial PUT has the same aim; RFC 9110 §14.5 says that support for it is inconsistent and rests on "
            "private agreements."
        ),
    ),
    use=(
        (
            "A client sends a POST of 5 GB with `Upload-Complete: ?1`. While the content arrives, the server "
            "answers 104 with `Location: /uploads/abc`, the upload resource. When the connection breaks, the "
            "client asks that resource with HEAD for `Upload-Offset`, and sends the rest with PATCH and the media "
            "type `application/partial-upload`. Later 104 with `Upload-Offset` tell how much has been processed."
        ),
    ),
    avoid=(
        (
            "Not to clients that did not ask with the fields of the draft. A server that cannot send interim "
            "responses has another way in the draft: the client starts with `Upload-Complete: ?0`, and the final "
            "response, a 201, has the `Location`."
        ),
        "Not to report work after the content is complete: that is 102.",
    ),
    effects=(
        (
            "A client that does not know 104 treats it as 100 and waits on (RFC 9110 §15). Python's http.client "
            "3.11.7 takes any 1xx but 100 for the final response."
        ),
        (
            "It comes while the client sends. Where a client sends all before it reads, 104 pile up in the buffers "
            "between; neon is reported to do so (notroj/neon #94). Go 1.19 fails at the sixth interim response "
            "(tus/rufh-implementations #3)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "Sent to everybody, although its registration is temporary and its fields change from draft to draft."
            ),
            rules=("INT020",),
        ),
        Mistake(text="One for each block that arrives, beyond what clients count.", rules=("TIM006", "TIM007")),
    ),
    related=(
        Related(code=100, why="to ask for the content before it is sent"),
        Related(code=201, why="to name the upload resource in a final response"),
        Related(code=206, why="the same for downloads"),
        Related(code=102, why="when the content has arrived and the work begins"),
    ),
    words=("resumable upload", "interrupted upload", "tus protocol", "upload offset", "upload progress"),
)
