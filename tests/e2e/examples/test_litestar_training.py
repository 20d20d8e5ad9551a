from collections.abc import Iterator

import pytest

from tests.e2e.examples.served import curl, fetch_ended, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("trainings")
    with served(
        "litestar_training", folder, TRAININGS_STORE="trainings.db", TRAININGS_EPOCH_S="0.4", TRAININGS_FIRST_S="0.2"
    ) as origin:
        yield origin


@pytest.mark.parametrize("path", ["/trainings", "/trainings/sync"])
def test_a_training_ends_after_a_102(origin: str, path: str) -> None:
    answer = curl(origin + path, "--json", '{"epochs": 2}')
    assert (answer.interims, answer.status) == ([102], 200)
    assert answer.json["epochs"] == 2


def test_a_training_is_cancelled_at_its_monitor(origin: str) -> None:
    accepted = curl(f"{origin}/trainings", "--json", '{"epochs": 1000}', "-H", "Prefer: respond-async")
    assert (accepted.interims, accepted.status) == ([], 202)
    location = accepted.fields["location"]
    assert curl(origin + location, "-X", "DELETE").status == 202
    assert fetch_ended(origin, location)["state"] == "cancelled"
    assert curl(f"{origin}{location}/result").status == 409


def test_what_the_handler_does_not_take_is_refused_by_the_framework(origin: str) -> None:
    answer = curl(f"{origin}/trainings", "--json", '{"epochs": 0}')
    assert (answer.interims, answer.status) == ([], 400)
    assert answer.json["extra"][0]["key"] == "epochs"


def test_openapi_describes_a_held_handler(origin: str) -> None:
    document = curl(f"{origin}/schema/openapi.json").json
    assert set(document["paths"]) == {"/trainings", "/trainings/sync"}
