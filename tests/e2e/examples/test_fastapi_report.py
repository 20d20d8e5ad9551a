from collections.abc import Iterator

import pytest

from tests.e2e.examples.served import curl, fetch_ended, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reports")
    with served(
        "fastapi_report", folder, REPORTS_STORE="reports.db", REPORTS_PAGE_S="0.4", REPORTS_FIRST_S="0.2"
    ) as origin:
        yield origin


@pytest.mark.parametrize("path", ["/reports", "/reports/sync"])
def test_a_report_comes_after_a_102(origin: str, path: str) -> None:
    answer = curl(f"{origin}{path}?pages=2", "-X", "POST")
    assert (answer.interims, answer.status) == ([102], 200)
    assert answer.json["status"] == "complete"
    assert answer.json["attempt"] == 1
    assert answer.fields["link"].endswith('; rel="status"')


def test_a_client_that_does_not_wait_gets_its_report_from_the_monitor(origin: str) -> None:
    accepted = curl(f"{origin}/reports?pages=2", "-X", "POST", "-H", "Prefer: respond-async")
    assert (accepted.interims, accepted.status) == ([], 202)
    assert accepted.fields["preference-applied"] == "respond-async"
    assert accepted.fields["operation-location"] == origin + accepted.fields["location"]
    too_early = curl(f"{origin}{accepted.fields['location']}/result")
    assert too_early.status == 409
    ended = fetch_ended(origin, accepted.fields["location"])
    assert ended["state"] == "succeeded"
    assert ended["progress"] == {"fraction": 1.0, "message": "page 2 of 2"}
    result = curl(origin + ended["result_url"])
    assert result.status == 200
    assert result.json["file"] == f"/files/{ended['id']}.pdf"


def test_what_the_endpoint_does_not_take_is_refused_by_the_framework(origin: str) -> None:
    answer = curl(f"{origin}/reports?pages=0", "-X", "POST")
    assert (answer.interims, answer.status) == ([], 422)
    assert answer.json["detail"][0]["loc"] == ["query", "pages"]


def test_openapi_describes_a_held_endpoint(origin: str) -> None:
    document = curl(f"{origin}/openapi.json").json
    for path in ("/reports", "/reports/sync"):
        described = document["paths"][path]["post"]
        assert [one["name"] for one in described["parameters"]] == ["pages"]
        assert set(described["responses"]) >= {"200", "422"}
