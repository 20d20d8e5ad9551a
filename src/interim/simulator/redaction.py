"""Redaction: which fields of a request are not shown again, because they say who may do what."""

__all__ = ["REDACTED", "SECRET"]

REDACTED = "(redacted)"

SECRET = frozenset(
    {
        b"authorization",
        b"proxy-authorization",
        b"cookie",
        b"x-api-key",
        b"api-key",
        b"apikey",
        b"x-auth-token",
        b"x-access-token",
        b"x-csrf-token",
        b"x-xsrf-token",
        b"x-amz-security-token",
        b"x-goog-api-key",
        b"x-functions-key",
        b"private-token",
        b"x-gitlab-token",
        b"x-vault-token",
        b"dpop",
    }
)
"""Names of request fields, in lower case. Redacted whoever asks: an answer ends up in logs and bug reports."""
