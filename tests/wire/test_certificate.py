import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme
from hypothesis import given, strategies

from interim.wire.certificate import Certificate, read_certificate

NOW = datetime.now(UTC)


def der_of(certificate: trustme.LeafCert) -> bytes:
    return ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())


@pytest.fixture(scope="module")
def der() -> bytes:
    return der_of(trustme.CA().issue_cert("localhost", "*.example.test", "127.0.0.1", "::1"))


def read(der: bytes) -> Certificate:
    certificate = read_certificate(der)
    assert certificate is not None
    return certificate


def test_names_and_addresses_are_those_it_was_made_for(der: bytes) -> None:
    certificate = read(der)
    assert certificate.names == ("localhost", "*.example.test")
    assert certificate.addresses == ("127.0.0.1", "::1")
    assert not certificate.self_signed


def test_its_times_are_those_that_ssl_reads() -> None:
    expires = (NOW + timedelta(days=1)).replace(microsecond=0)
    certificate = read(der_of(trustme.CA().issue_cert("localhost", not_after=expires)))
    assert certificate.not_after == expires
    assert certificate.not_before < NOW


def test_a_time_after_2049_is_read() -> None:
    expires = datetime(2051, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert read(der_of(trustme.CA().issue_cert("localhost", not_after=expires))).not_after == expires


@pytest.mark.parametrize(
    ("host", "fits"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("a.example.test", True),
        ("example.test", False),
        ("a.b.example.test", False),
        ("127.0.0.1", True),
        ("127.0.0.2", False),
        ("::1", True),
        ("other", False),
    ],
)
def test_it_is_for_its_hosts_only(der: bytes, host: str, fits: bool) -> None:
    assert read(der).is_for(host) is fits


@pytest.mark.parametrize(
    ("when", "host", "fault"),
    [
        (NOW, "localhost", ""),
        (NOW, "elsewhere.test", "not for elsewhere.test"),
        (datetime(1990, 1, 1, tzinfo=UTC), "localhost", "not valid before 2000-01-01"),
        (datetime(3990, 1, 1, tzinfo=UTC), "localhost", "expired on 3000-01-01"),
    ],
)
def test_a_fault_is_told_in_words(der: bytes, when: datetime, host: str, fault: str) -> None:
    assert read(der).fault(host, when) == fault


def test_one_that_signed_itself_says_so() -> None:
    authority = trustme.CA()
    der = ssl.PEM_cert_to_DER_cert(authority.cert_pem.bytes().decode())
    assert read(der).fault("localhost", NOW) == "self-signed"


def test_a_truncated_certificate_is_not_read(der: bytes) -> None:
    assert all(read_certificate(der[:size]) is None for size in range(len(der)))


@given(strategies.binary(max_size=200))
def test_any_octets_are_read_or_not_and_nothing_is_raised(octets: bytes) -> None:
    assert read_certificate(octets) is None


@given(at=strategies.integers(0, 400), octet=strategies.integers(0, 255))
def test_a_damaged_certificate_raises_nothing(der: bytes, at: int, octet: int) -> None:
    damaged = bytearray(der)
    damaged[at % len(der)] = octet
    certificate = read_certificate(bytes(damaged))
    assert certificate is None or certificate.fault("localhost", NOW) is not None
