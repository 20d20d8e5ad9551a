"""1xx: interim responses, RFC 9110 §15.2. None of them has content."""

from datetime import date

from interim.codes.status import (
    Assignment,
    CacheRule,
    ContentRule,
    FieldRule,
    Level,
    Spec,
    StatusCode,
    rfc,
)

__all__ = ["INFORMATIONAL"]

_UPLOAD_DRAFT = "draft-ietf-httpbis-resumable-upload"

INFORMATIONAL: tuple[StatusCode, ...] = (
    StatusCode(
        code=100,
        name="Continue",
        spec=rfc(9110, "15.2.1"),
        interim=True,
        final=False,
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.NOT_APPLICABLE,
        cache_clause="RFC 9111 §3",
        note=(
            "The go-ahead for a client that sent Expect: 100-continue and holds its content back. "
            "A server that has already decided to refuse answers with the final status instead, "
            "and one that has begun to receive the content may leave the 100 out. "
            "Nobody waits for ever: a client sends its content after a while even without it."
        ),
    ),
    StatusCode(
        code=101,
        name="Switching Protocols",
        spec=rfc(9110, "15.2.2"),
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.NOT_APPLICABLE,
        cache_clause="RFC 9111 §3",
        fields=(
            FieldRule(name="Upgrade", level=Level.MUST, clause="RFC 9110 §15.2.2"),
            FieldRule(name="Connection", level=Level.MUST, clause="RFC 9110 §7.8"),
        ),
        note=(
            "RFC 9110 §15 counts it among the interim responses, because the answer to the request "
            "is still owed, in the new protocol. It is listed as final here: no further HTTP/1.1 "
            "response follows on the connection, and a client that waits for one hangs. "
            "It answers a request that had an Upgrade field naming the protocol, "
            "and it does not exist in HTTP/2 (RFC 9113 §8.6) or HTTP/3."
        ),
    ),
    StatusCode(
        code=102,
        name="Processing",
        assignment=Assignment.DEPRECATED,
        spec=rfc(2518, "10.1"),
        interim=True,
        final=False,
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.NOT_APPLICABLE,
        cache_clause="RFC 9111 §3",
        fields=(FieldRule(name="Status-URI", level=Level.MAY, clause="RFC 2518 §9.7"),),
        note=(
            "Tells a client that the whole request has arrived and is still being worked on, so "
            "that it does not time out; RFC 2518 suggests one when a method takes longer than 20 "
            "seconds, and demands a final response afterwards. RFC 4918 Appendix F.3 removed the "
            'definition "due to lack of implementation" and left the registration with RFC 2518 '
            "(RFC 4918 §21.4). Every client still has to be able to parse it, as any 1xx (RFC 9110 "
            "§15.2), but some take it for the final response and some proxies drop it: "
            "send it only to clients, and along paths, known to be good."
        ),
    ),
    StatusCode(
        code=103,
        name="Early Hints",
        spec=rfc(8297, "2"),
        interim=True,
        final=False,
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.NOT_APPLICABLE,
        cache_clause="RFC 9111 §3",
        fields=(FieldRule(name="Link", level=Level.CONVENTION, clause="RFC 8297 §2"),),
        note=(
            "Fields that the final response will probably have, sent ahead so that a browser can "
            "preload or preconnect. They are hints: they do not replace the fields of the final "
            "response and must not change how it is processed. There can be several. "
            "Over HTTP/1.1 send it only to clients known to handle it: one that takes it for the "
            "final response reads every later response as part of it (RFC 8297 §3)."
        ),
    ),
    StatusCode(
        code=104,
        name="Upload Resumption Supported",
        assignment=Assignment.TEMPORARY,
        spec=Spec(
            document=_UPLOAD_DRAFT,
            section="",
            url=f"https://datatracker.ietf.org/doc/{_UPLOAD_DRAFT}/",
        ),
        interim=True,
        final=False,
        content=ContentRule.FORBIDDEN,
        cache=CacheRule.NOT_APPLICABLE,
        cache_clause="RFC 9111 §3",
        fields=(
            FieldRule(
                name="Location",
                level=Level.SHOULD,
                when="it announces the upload resource",
                clause=f"{_UPLOAD_DRAFT}, Upload Creation",
            ),
            FieldRule(
                name="Upload-Limit",
                level=Level.MAY,
                when="it announces the upload resource",
                clause=f"{_UPLOAD_DRAFT}, Upload Creation",
            ),
            FieldRule(
                name="Upload-Offset",
                level=Level.EXPECTED,
                when="it reports progress, and then without Location",
                clause=f"{_UPLOAD_DRAFT}, Upload Creation",
            ),
            FieldRule(
                name="Upload-Draft-Interop-Version",
                level=Level.MUST,
                when="the server implements a draft, not the RFC to come",
                clause=f"{_UPLOAD_DRAFT}, Draft Version Identification",
            ),
        ),
        expires=date(2026, 11, 13),
        note=(
            "Tells a client, while it is still uploading, where the upload can be resumed after an "
            "interruption, and how much has arrived. The registration is temporary and ran out on "
            "2026-11-13; this registry is from 2025-09-15, before that day, so whether it was "
            "renewed or became permanent has to be looked up at IANA. "
            "The fields are those of the draft with interop version 6 and can still change."
        ),
    ),
)
