import uuid
from collections.abc import Iterator

import pytest

from tests.e2e.examples.served import curl, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("exports")
    with served(
        "starlette_export", folder, EXPORTS_STORE="exports.db", EXPORTS_ROW_S="0.4", EXPORTS_FIRST_S="0.2"
    ) as origin:
        yield origin


def test_an_export_is_made_once_for_a_key(origin: str) -> None:
    key = ("-H", f"Idempotency-Key: {uuid.uuid4()}")
    first = curl(f"{origin}/exports", "-d", '{"rows": 2}', *key)
    assert (first.interims, first.status) == ([102], 200)
    assert first.json["rows"] == 2
    again = curl(f"{origin}/exports", "-d", '{"rows": 2}', *key)
    assert (again.interims, again.status) == ([], 200)
    assert again.json == first.json
    assert again.fields["idempotency-replayed"] == "true"
    other = curl(f"{origin}/exports", "-d", '{"rows": 3}', *key)
    assert other.status == 422
    assert other.json["type"] == "urn:interim:idempotency-key-reused"


def test_an_export_without_a_key_is_refused(origin: str) -> None:
    answer = curl(f"{origin}/exports", "-d", '{"rows": 2}')
    assert answer.status == 400
    assert answer.json["parameter"] == "Idempotency-Key"


def test_a_response_of_the_endpoint_itself_passes(origin: str) -> None:
    answer = curl(f"{origin}/exports", "-d", '{"rows": 0}')
    assert answer.status == 400
    assert answer.json == {"error": "rows: 1 to 1000000"}
