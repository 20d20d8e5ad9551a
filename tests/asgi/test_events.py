from typing import Any

import pytest

from interim.asgi.events import read_interim
from interim.errors import LocalProtocolError


@pytest.mark.parametrize(
    ("message", "interim"),
    [
        ({"type": "http.response.informational", "status": 102}, (102, [])),
        (
            {"type": "http.response.informational", "status": 103, "headers": [(b"Link", b"</a>")]},
            (103, [(b"link", b"</a>")]),
        ),
        (
            {"type": "http.response.early_hint", "links": [b"</a>", b"</b>"]},
            (103, [(b"link", b"</a>"), (b"link", b"</b>")]),
        ),
        ({"type": "http.response.start", "status": 102, "headers": []}, (102, [])),
        ({"type": "http.response.start", "status": 199, "headers": [[b"x-a", b"1"]]}, (199, [(b"x-a", b"1")])),
        ({"type": "http.response.start", "status": 101}, (101, [])),
        ({"type": "http.response.start", "status": 200}, None),
        ({"type": "http.response.start", "status": 99}, None),
        ({"type": "http.response.start", "status": "102"}, None),
        ({"type": "http.response.body", "body": b""}, None),
        ({}, None),
    ],
    ids=str,
)
def test_a_message_is_an_interim_response_or_part_of_a_final_one(message: dict[str, Any], interim: object) -> None:
    assert read_interim(message) == interim


@pytest.mark.parametrize(
    "message",
    [
        {"type": "http.response.informational"},
        {"type": "http.response.informational", "status": "102"},
        {"type": "http.response.informational", "status": 102, "headers": [("link", "</a>")]},
        {"type": "http.response.informational", "status": 102, "headers": [b"link"]},
        {"type": "http.response.early_hint", "links": ["</a>"]},
    ],
    ids=str,
)
def test_a_message_without_its_members_is_refused(message: dict[str, Any]) -> None:
    with pytest.raises(LocalProtocolError, match="allowed"):
        read_interim(message)
