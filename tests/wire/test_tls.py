import ssl

import pytest

from interim.wire.tls import tls_reason


def failure(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, "what OpenSSL says")
    error.reason = reason
    return error


def mistrust(message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "what OpenSSL says")
    error.verify_message = message
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (mistrust("self-signed certificate"), "the certificate does not verify: self-signed certificate; --insecure"),
        (mistrust("Hostname mismatch."), "the certificate does not verify: Hostname mismatch; --insecure"),
        (ssl.SSLEOFError(), "the server closed the connection during the handshake"),
        (ssl.SSLZeroReturnError(), "the server closed the connection during the handshake"),
        (failure("WRONG_VERSION_NUMBER"), "the server does not speak TLS on this port"),
        (failure("TLSV1_ALERT_NO_APPLICATION_PROTOCOL"), "the handshake failed: tlsv1 alert no application protocol"),
        (ConnectionResetError(), "the server reset the connection during the handshake"),
        (ValueError("no name"), "the handshake failed: no name"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_failure_is_told_in_plain_words(error: Exception, told: str) -> None:
    assert tls_reason(error).startswith(told)
