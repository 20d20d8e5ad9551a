"""Annotations of GitHub Actions."""

from interim.inspector.formats.github import github_report
from tests.fakes.reports import evil_report, plain_report


def test_each_finding_is_one_command_and_the_worst_comes_first() -> None:
    assert github_report([evil_report(), plain_report()]).splitlines()[::2] == [
        (
            "::error title=INT002::The 102 carries Content-Length: 0 (https://example.test:8443/a/b?c=d&e=: "
            "interim response 1, Content-Length, +1.000 s; RFC 9110 §8.6)"
        ),
        "::notice title=INT002::A remark (https://example.test:8443/a/b?c=d&e=: seen by the check head)",
    ]


def test_a_peer_cannot_start_a_command_of_its_own() -> None:
    text = github_report([evil_report()])
    assert text.count("\n") == 1
    assert text.startswith("::warning title=INT002::")
    assert text.rstrip("\n").isprintable()
    assert "%0A" not in text
    assert "%250A" in text


def test_no_finding_is_no_line() -> None:
    assert github_report([]) == ""
