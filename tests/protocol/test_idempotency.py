import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.protocol.idempotency import check_strength, fingerprint, owner_of, parse_key, scope_of

UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (f'"{UUID}"', UUID),
        (UUID, UUID),
        (f'  "{UUID}" ', UUID),
        (r'"a \"b\" \\ c"', r'a "b" \ c'),
        ('"a";v=1; w="x;y";z', "a"),
        ("a+b/c==", "a+b/c=="),
        ("order:7", "order:7"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_key_is_taken_quoted_and_bare(value: str, key: str) -> None:
    assert parse_key(value) == key


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        '""',
        '"a',
        'a"',
        "a b",
        "a, b",
        '"a", "b"',
        "a;b",
        '"é"',
        "é",
        '"\\n"',
        "a\x00",
        "x" * 256,
        '"a" b',
        '"a";=1',
    ],
)
def test_a_bad_key_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(InvalidInput, match=r"Idempotency-Key: got .* such as") as raised:
        parse_key(value)
    assert raised.value.parameter == "Idempotency-Key"


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=255))
def test_any_printable_key_survives_quotation(key: str) -> None:
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    assert parse_key(f'"{quoted}"') == key


@pytest.mark.parametrize(
    "key",
    [
        UUID,
        "EA848275-7886-4C87-958E-250DE885FF86",
        "27f7347c991326411a42c4df7e84a0a8",
        "pX2Tz-0vQm9_Kc7dLr4sYw1uHb8nEa6gF3iJ5o",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "7" * 39,
    ],
)
def test_a_key_that_can_hold_128_bits_is_strong(key: str) -> None:
    check_strength(key)


@pytest.mark.parametrize("key", ["1", "order-17", UUID[:-1], "7" * 38, "Zz" * 10, "-" * 99])
def test_a_key_that_cannot_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput, match="128 bits"):
        check_strength(key)


def test_a_fingerprint_tells_requests_apart() -> None:
    parts = ("POST", "/render?dpi=3", "application/json", b"{}")
    same = fingerprint("POST", "/render?dpi=3", "Application/JSON; charset=utf-8", b"{}")
    assert fingerprint(*parts) == same
    others = [
        fingerprint("PUT", *parts[1:]),
        fingerprint("POST", "/render?dpi=4", *parts[2:]),
        fingerprint(*parts[:2], "", b"{}"),
        fingerprint(*parts[:3], b"{} "),
        fingerprint("POST/", "render?dpi=3", *parts[2:]),
    ]
    assert len({same, *others}) == 6


def test_a_scope_is_that_of_owner_method_and_route() -> None:
    scope = scope_of("ann", "POST", "/render")
    assert scope.startswith(owner_of("ann") + ":")
    assert (
        len(
            {scope, scope_of("bob", "POST", "/render"), scope_of("ann", "PUT", "/render"), scope_of("ann", "POST", "/")}
        )
        == 4
    )
    assert "ann" not in scope
    assert scope_of("", "POST", "/render").startswith("anonymous:")
