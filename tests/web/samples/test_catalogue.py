import ast
import re
from collections.abc import Iterator

import pytest

from interim.codes.registry import lookup, registered
from interim.codes.status import ContentRule, Level
from interim.web.samples.answers import ANSWERS, PARTS
from interim.web.samples.catalogue import Sample, samples_for
from interim.web.samples.interims import INTERIM_SAMPLES
from interim.web.samples.stacks import CLIENTS, RAN, SERVERS

ORIGIN = "http://localhost:8102"
COLUMNS = 100
FINAL = [status for status in registered() if status.final and status.status_class > 1 and status.code != 306]
"""What a server can send; 306 has no meaning that anybody could send."""
CODES = [*INTERIM_SAMPLES, *ANSWERS]


def every_sample() -> Iterator[tuple[int, Sample]]:
    for code in CODES:
        for sample in samples_for(code, ORIGIN):
            yield code, sample


def test_every_final_registered_code_has_a_sample_of_each_stack() -> None:
    assert [status.code for status in FINAL] == list(ANSWERS)
    stacks = [recipe.id for recipe in (*SERVERS, *CLIENTS)]
    assert {tuple(sample.id for sample in samples_for(code, ORIGIN)) for code in ANSWERS} == {tuple(stacks)}


def test_every_interim_code_has_samples_on_both_sides() -> None:
    assert list(INTERIM_SAMPLES) == [status.code for status in registered() if status.status_class == 1]
    for code in INTERIM_SAMPLES:
        assert {sample.side for sample in samples_for(code, ORIGIN)} == {"server", "client"}


@pytest.mark.parametrize("code", [306, 419, 520, 599, 999, 99, 0, -1, 1000])
def test_other_codes_have_none(code: int) -> None:
    assert samples_for(code, ORIGIN) == ()


@pytest.mark.parametrize("code", CODES)
def test_servers_come_first_and_ids_are_unique(code: int) -> None:
    samples = samples_for(code, ORIGIN)
    sides = [sample.side for sample in samples]
    assert sides == sorted(sides, reverse=True)
    assert len({sample.id for sample in samples}) == len(samples)
    assert all(re.fullmatch(r"[a-z0-9-]+", sample.id) for sample in samples)


@pytest.mark.parametrize("code", CODES)
def test_a_text_is_filled_and_tidy(code: int) -> None:
    for sample in samples_for(code, ORIGIN):
        for mark in ("{{", "{%", "%}", "{#", "\N{EM DASH}"):
            assert mark not in sample.text + sample.remark, sample.id
        lines = sample.text.expandtabs(4).split("\n")
        assert max(map(len, lines)) <= COLUMNS, sample.id
        assert [line for line in lines if line != line.rstrip()] == [], sample.id
        assert sample.text.endswith("\n"), sample.id
        assert "\n\n\n\n" not in sample.text, sample.id


@pytest.mark.parametrize("code", CODES)
def test_a_file_name_is_that_of_the_command(code: int) -> None:
    for sample in samples_for(code, ORIGIN):
        assert re.fullmatch(r"[A-Za-z]+\.(mjs|py|go|java|cs|php|ru|conf|sh)", sample.file_name)
        stem, _, ending = sample.file_name.rpartition(".")
        by_name = ending in {"java", "cs"} or sample.file_name in sample.command
        assert by_name or re.search(rf"\b{stem}(:app| run)", sample.command), sample.id


@pytest.mark.parametrize("code", CODES)
def test_a_python_sample_compiles(code: int) -> None:
    for sample in samples_for(code, ORIGIN):
        if sample.language == "python":
            assert ast.parse(sample.text, sample.id).body


@pytest.mark.parametrize("code", CODES)
def test_only_a_client_names_the_simulator(code: int) -> None:
    for sample in samples_for(code, ORIGIN):
        assert (ORIGIN in sample.text) == (sample.side == "client"), sample.id


def test_an_origin_with_a_path_is_taken_as_it_is() -> None:
    (sample,) = (one for one in samples_for(202, "https://example.com/tools") if one.id == "curl")
    assert "'https://example.com/tools/api/status/202'" in sample.text
    # What Location says begins with /tools already.
    assert '"https://example.com$monitor"' in sample.text


@pytest.mark.parametrize("code", sorted(set(ANSWERS) - PARTS))
def test_a_server_sends_the_fields_that_its_code_asks_for(code: int) -> None:
    asked = [rule.name for rule in lookup(code).fields if rule.level in {Level.MUST, Level.SHOULD} and rule.when == ""]
    asked = [name for name in asked if lookup(code).redirect is None or name != "Location"]
    for sample in samples_for(code, ORIGIN):
        if sample.side == "server":
            assert [name for name in asked if name.lower() not in sample.text.lower()] == [], sample.id


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_an_answer_has_content_where_it_may(code: int) -> None:
    answer, status = ANSWERS[code], lookup(code)
    if status.content is not ContentRule.ALLOWED and code not in PARTS:
        assert not answer.members
        assert not answer.text
    if code >= 400 and code not in PARTS:
        assert answer.media_type == "application/problem+json"
        assert (answer.members["title"], answer.members["status"]) == (status.name, code)
        assert str(answer.members["detail"]).endswith(".")
    assert bool(answer.media_type) == bool(answer.members or answer.text)


def test_what_a_sample_was_run_with_is_a_name_and_a_version() -> None:
    for code, sample in every_sample():
        assert sample.ran in {"", *RAN.values()}, code
    assert all(re.fullmatch(r"[A-Za-z]+ [\d.]+(, [A-Za-z]+ [\d.]+)*", ran) for ran in RAN.values())


def test_a_sample_that_was_not_run_cannot_be_here() -> None:
    unrun = {(sample.id, sample.language) for _, sample in every_sample() if not sample.ran}
    assert {language for ident, language in unrun if ident != "nginx"} == {"java", "csharp"}


def test_remarks_are_sentences() -> None:
    for code, sample in every_sample():
        assert not sample.remark or sample.remark.endswith("."), (code, sample.id)
