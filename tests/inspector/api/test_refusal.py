import pytest

from interim.errors import AddressRefused, InterimError, InvalidInput, NoExchange
from interim.inspector.api.refusal import refusal_json, refusal_of


@pytest.mark.parametrize(
    ("error", "status", "members"),
    [
        (InvalidInput("watch", "x" * 500, "seconds"), 400, {"parameter": "watch", "allowed": "seconds"}),
        (AddressRefused(), 403, {"phase": "policy"}),
        (NoExchange("dns", "no such name"), 502, {"phase": "dns"}),
        (InterimError("odd"), 500, {"detail": "odd"}),
    ],
)
def test_each_error_of_ours_has_its_status_and_its_facts(
    error: InterimError, status: int, members: dict[str, str]
) -> None:
    document = refusal_json(refusal_of(error))
    assert document["status"] == status
    assert members.items() <= document.items()
    assert len(document["detail"]) < 300
