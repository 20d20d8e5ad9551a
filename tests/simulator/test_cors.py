from interim.simulator import Config, create_app
from tests.fakes.asgi import get

APP = create_app(Config())
ORIGIN = (b"origin", b"https://page.example")


async def test_every_answer_is_open_to_scripts() -> None:
    for target in ("/api/status/200", "/api/status/5,7", "/nothing"):
        reply = await get(APP, target)
        assert reply.get("access-control-allow-origin") == "*"
        assert reply.get("access-control-expose-headers") == "*"


async def test_a_preflight_is_allowed_what_it_asks_for() -> None:
    asked = [ORIGIN, (b"access-control-request-method", b"PUT"), (b"access-control-request-headers", b"authorization")]
    reply = await get(APP, "/api/status/503", method="OPTIONS", headers=asked)
    assert reply.status == 204
    assert reply.get("access-control-allow-methods") == "PUT"
    assert reply.get("access-control-allow-headers") == "authorization"
    assert reply.get("x-simulated-status") is None


async def test_a_preflight_without_fields_is_allowed_any() -> None:
    asked = [ORIGIN, (b"access-control-request-method", b"GET")]
    reply = await get(APP, "/api/status/503", method="OPTIONS", headers=asked)
    assert reply.get("access-control-allow-headers") == "*"


async def test_any_other_options_is_simulated() -> None:
    for headers in ([], [ORIGIN], [(b"access-control-request-method", b"PUT")]):
        reply = await get(APP, "/api/status/503", method="OPTIONS", headers=headers)
        assert reply.status == 503
