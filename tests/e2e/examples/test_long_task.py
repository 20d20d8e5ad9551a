from collections.abc import Iterator

import pytest

from tests.e2e.examples.served import curl, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("task")
    with served("long_task", folder, TASK_S="2", TASK_EVERY_S="0.4") as origin:
        yield origin


def test_the_task_is_complete_after_several_102s(origin: str) -> None:
    answer = curl(f"{origin}/long-task", "-X", "POST")
    assert set(answer.interims) == {102}
    assert 2 <= len(answer.interims) <= 4
    assert answer.status == 200
    assert answer.json == {"status": "complete", "result": "Task completed"}


def test_a_client_that_would_take_a_102_for_the_answer_gets_none(origin: str) -> None:
    answer = curl(f"{origin}/long-task", "-X", "POST", "-A", "python-requests/2.32.3")
    assert (answer.interims, answer.status) == ([], 200)


def test_a_client_of_http10_gets_none(origin: str) -> None:
    answer = curl(f"{origin}/long-task", "-X", "POST", "--http1.0")
    assert (answer.interims, answer.status) == ([], 200)
