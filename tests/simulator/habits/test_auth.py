"""Basic authentication."""

import base64

import pytest

from interim.simulator import create_app
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio


def basic(credentials: str, scheme: str = "Basic") -> bytes:
    return f"{scheme} {base64.b64encode(credentials.encode()).decode()}".encode()


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("/basic-auth/user/secret", basic("user:secret")),
        ("/basic-auth/user/secret/", basic("user:secret", "bAsIc")),
        ("/basic-auth/us%C3%A9r/a:b%2Fc", basic("usér:a:b/c")),
    ],
)
async def test_these_credentials_are_taken(target: str, value: bytes) -> None:
    reply = await get(create_app(), target, headers=[(b"authorization", value)])
    assert (reply.status, reply.json()["authenticated"]) == (200, True)


@pytest.mark.parametrize(
    "value",
    [None, basic("user:other"), basic("user"), basic(""), b"Basic", b"Basic !", b"Bearer x", b"", b"Basic \xff"],
)
async def test_others_get_a_401_with_a_challenge(value: bytes | None) -> None:
    headers = [] if value is None else [(b"authorization", value)]
    reply = await get(create_app(), "/basic-auth/user/secret", headers=headers)
    assert reply.status == 401
    assert (reply.get("www-authenticate") or "").startswith("Basic realm=")


@pytest.mark.parametrize("tail", ["", "user", "user/", "/secret", "a/b/c", "%FF/a", "a%3Ab/c"])
async def test_a_path_without_user_and_password_is_400(tail: str) -> None:
    assert (await get(create_app(), f"/basic-auth/{tail}")).status == 400
