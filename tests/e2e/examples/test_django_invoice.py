from collections.abc import Iterator

import pytest

from tests.e2e.examples.served import curl, fetch_ended, served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("invoices")
    with served(
        "django_invoice", folder, INVOICES_STORE="invoices.db", INVOICES_EACH_S="0.05", INVOICES_FIRST_S="0.2"
    ) as origin:
        yield origin


@pytest.mark.parametrize("path", ["/invoices/2026-11", "/invoices/sync"])
def test_invoices_come_after_a_102(origin: str, path: str) -> None:
    answer = curl(origin + path, "-X", "POST")
    assert (answer.interims, answer.status) == ([102], 200)
    assert answer.json == {"month": "2026-11", "invoices": 20}
    assert answer.fields["content-type"] == "application/json"
    assert int(answer.fields["content-length"]) == len(answer.text)


def test_a_client_that_does_not_wait_gets_its_invoices_from_the_monitor(origin: str) -> None:
    accepted = curl(f"{origin}/invoices/2026-10", "-X", "POST", "-H", "Prefer: respond-async")
    assert (accepted.interims, accepted.status) == ([], 202)
    ended = fetch_ended(origin, accepted.fields["location"])
    assert curl(origin + ended["result_url"]).json == {"month": "2026-10", "invoices": 20}


def test_a_refusal_of_the_view_passes(origin: str) -> None:
    answer = curl(f"{origin}/invoices/2026-13", "-X", "POST")
    assert (answer.interims, answer.status) == ([], 404)
