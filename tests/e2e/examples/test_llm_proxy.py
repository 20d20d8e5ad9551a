from collections.abc import Iterator

import pytest

from tests.e2e.examples.served import curl, fetch_ended, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

_PATH = "/v1/chat/completions"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("llm")
    with served("llm_proxy", folder, LLM_STORE="llm.db", LLM_SILENT_S="1", LLM_FIRST_S="0.2") as origin:
        yield origin


def test_a_silent_model_is_waited_for_with_a_102(origin: str) -> None:
    answer = curl(origin + _PATH, "--json", '{"prompt": "Why?"}')
    assert (answer.interims, answer.status) == ([102], 200)
    assert answer.json == {"choices": [{"text": "You asked: Why?"}]}


def test_the_unchanged_handler_runs_on_after_a_202(origin: str) -> None:
    accepted = curl(origin + _PATH, "--json", '{"prompt": "How?"}', "-H", "Prefer: respond-async")
    assert (accepted.interims, accepted.status) == ([], 202)
    ended = fetch_ended(origin, accepted.fields["location"])
    assert ended["state"] == "succeeded"
    assert curl(origin + ended["result_url"]).json == {"choices": [{"text": "You asked: How?"}]}


def test_a_refusal_of_the_model_passes(origin: str) -> None:
    answer = curl(origin + _PATH, "--json", "{}")
    assert (answer.interims, answer.status) == ([], 400)
    assert answer.json == {"error": "a prompt is missing"}
