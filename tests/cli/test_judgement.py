"""Options and a configuration file to settings."""

import re
from pathlib import Path
from typing import Any

import pytest

from interim.cli.judgement import THRESHOLDS, Judgement, judgement
from interim.errors import InvalidInput
from interim.rules.finding import Severity
from interim.rules.settings import Settings

SECOND = 1_000_000_000


def judged(**given: Any) -> Judgement:
    nothing: dict[str, Any] = dict.fromkeys(("profile", "select", "ignore", "fail_on", "config"))
    return judgement(**(nothing | {"thresholds": ()} | given))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "inspect.toml"
    path.write_text("""
profile = "longrun"
select = ["INT", "TIM"]
ignore = ["TIM006"]
fail-on = "note"
[timing]
first-102 = 30
proxy-idle = "2m"
go-interims = 8
late-hint-share = 0.5
[severity]
int009 = "error"
""")
    return path


def test_nothing_given_is_the_default() -> None:
    assert judged() == Judgement(settings=Settings(), fail_on=Severity.ERROR)


def test_every_threshold_has_a_name() -> None:
    assert {"first-102", "proxy-idle", "go-interims", "late-hint-share"} < set(THRESHOLDS)
    assert all(re.fullmatch("[a-z0-9-]+", name) for name in THRESHOLDS)
    for name, attribute in THRESHOLDS.items():
        settings = judged(thresholds=(f"{name}=1",)).settings
        assert getattr(settings, attribute) == (SECOND if attribute.endswith("_ns") else 1)


def test_options_select_and_ignore_rules() -> None:
    settings = judged(select="INT, tim00", ignore="INT002,").settings
    assert (settings.select, settings.ignore) == (("INT", "TIM00"), ("INT002",))


def test_a_file_has_it_all(config: Path) -> None:
    chosen = judged(config=config)
    assert chosen.fail_on is Severity.NOTE
    assert chosen.settings == Settings(
        select=("INT", "TIM"),
        ignore=("TIM006",),
        first_102_ns=30 * SECOND,
        proxy_idle_ns=120 * SECOND,
        go_interims=8,
        late_hint_share=0.5,
        severities={"INT009": Severity.ERROR},
    ).under("longrun")


def test_an_option_wins_over_the_file(config: Path) -> None:
    chosen = judged(config=config, profile="default", select="STA", thresholds=("first-102=5s",), fail_on="never")
    assert chosen.fail_on is None
    assert chosen.settings.select == ("STA",)
    assert chosen.settings.ignore == ("TIM006",)
    assert chosen.settings.first_102_ns == 5 * SECOND
    assert dict(chosen.settings.severities) == {"INT009": Severity.ERROR}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"select": "XYZ"}, "--select: got 'XYZ', allowed: the id of a rule, such as INT001, or the start of one"),
        ({"select": "INT999"}, "--select: got 'INT999'"),
        ({"ignore": "I"}, "--ignore: got 'I'"),
        ({"thresholds": ("first-102",)}, "--set: got 'first-102', allowed: NAME=VALUE"),
        ({"thresholds": ("first=1",)}, "--set: got 'first', allowed: one of first-102, "),
        ({"thresholds": ("first-102=soon",)}, "--set first-102: got 'soon', allowed: a duration"),
        ({"thresholds": ("go-interims=1.5",)}, "--set go-interims: got '1.5', allowed: a number from 0"),
        ({"thresholds": ("late-hint-share=2",)}, "--set late-hint-share: got '2', allowed: a number from 0 to 1"),
        ({"thresholds": ("late-hint-share=x",)}, "--set late-hint-share: got 'x'"),
    ],
    ids=str,
)
def test_a_bad_option_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{re.escape(message)}"):
        judged(**given)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "got 'x', allowed: one of profile, select"),
        ("timing = 1", "timing: got '1', allowed: a table"),
        ("[timing]\nx = 1", "timing: got 'x', allowed: one of first-102"),
        ("[timing]\nfirst-102 = true", "timing.first-102: got 'True'"),
        ("[timing]\ngo-interims = true", "timing.go-interims: got 'True'"),
        ("[timing]\nlate-hint-share = -1", "timing.late-hint-share: got '-1'"),
        ('select = "INT"', "select: got 'INT', allowed: an array"),
        ("select = [1]", "select: got '[1]'"),
        ('ignore = ["ABC"]', "ignore: got 'ABC'"),
        ('profile = "x"', "profile: got 'x', allowed: one of default"),
        ("fail-on = 1", "fail-on: got '1', allowed: one of error"),
        ('[severity]\nINT = "error"', "severity: got 'INT', allowed: the id of a rule"),
        ('[severity]\nINT002 = "never"', "severity.INT002: got 'never', allowed: one of error, warning, note"),
        ("no toml", "--config: "),
        ("a = '\xff", "--config: "),
    ],
    ids=str,
)
def test_a_bad_key_of_the_file_is_named_with_the_file(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InvalidInput, match=re.escape(message)) as raised:
        judged(config=path)
    assert str(path) in str(raised.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"--config: .*a file that can be read: No such file"):
        judged(config=tmp_path / "none.toml")
