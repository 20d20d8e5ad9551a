import pytest

from interim.web.samples.answers import ANSWERS
from interim.web.samples.literal import LITERALS, go_constant

CASES = {
    "py": ('"plain"', "'a \"b\"'", "7"),
    "js": ('"plain"', "'a \"b\"'", "7"),
    "rb": ('"plain"', "'a \"b\"'", "7"),
    "go": ('"plain"', '`a "b"`', "7"),
    "java": ('"plain"', '"a \\"b\\""', "7"),
    "cs": ('"plain"', '"a \\"b\\""', "7"),
    "json": ('"plain"', '"a \\"b\\""', "7"),
    "php": ("'plain'", "'a \"b\"'", "7"),
    "nginx": ("plain", "'a \"b\"'", "7"),
}


@pytest.mark.parametrize("language", LITERALS)
def test_a_value_is_written_as_in_the_language(language: str) -> None:
    write = LITERALS[language]
    assert (write("plain"), write('a "b"'), write(7)) == CASES[language]


@pytest.mark.parametrize(("language", "written"), [("php", "'it\\'s'"), ("nginx", "'it\\'s'"), ("py", '"it\'s"')])
def test_a_single_quote_does_not_end_a_text(language: str, written: str) -> None:
    assert LITERALS[language]("it's") == written


def test_both_quotes_are_escaped() -> None:
    assert LITERALS["py"]("'\"") == '"\'\\""'


@pytest.mark.parametrize(
    ("code", "constant"),
    [
        (200, "OK"),
        (203, "NonAuthoritativeInfo"),
        (207, "MultiStatus"),
        (418, "Teapot"),
        (505, "HTTPVersionNotSupported"),
    ],
)
def test_go_has_a_constant_for_a_code(code: int, constant: str) -> None:
    assert go_constant(code) == f"http.Status{constant}"


def test_each_constant_is_an_identifier() -> None:
    assert all(go_constant(code).removeprefix("http.").isidentifier() for code in ANSWERS)
