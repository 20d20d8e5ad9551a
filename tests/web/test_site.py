from interim.web.site import create_app
from tests.fakes.asgi import ask, get, scope_of


async def test_each_path_is_answered_by_its_product() -> None:
    site = create_app()
    assert (await get(site, "/api/status/204")).status == 204
    assert (await get(site, "/api/codes/102")).json()["code"] == 102
    rules = await ask(site, scope_of("/api/rules") | {"headers": [(b"host", b"localhost")]})
    assert rules.json()["rules"]


async def test_a_preflight_to_the_inspector_is_not_answered_as_one_of_the_simulator() -> None:
    headers = [
        (b"host", b"localhost"),
        (b"origin", b"https://evil.example"),
        (b"access-control-request-method", b"POST"),
    ]
    reply = await ask(create_app(), scope_of("/api/inspect", method="OPTIONS") | {"headers": headers})
    assert reply.status == 403
    assert reply.get("access-control-allow-origin") is None


async def test_it_can_be_mounted() -> None:
    scope = scope_of("/tools/api/rules", root_path="/tools") | {"headers": [(b"host", b"localhost")]}
    assert (await ask(create_app(), scope)).json()["rules"]


async def test_its_lifespan_is_that_of_the_simulator() -> None:
    messages = iter(["lifespan.startup", "lifespan.shutdown"])
    sent = []

    async def receive() -> dict[str, str]:
        return {"type": next(messages)}

    async def send(message: dict[str, object]) -> None:
        sent.append(message["type"])

    await create_app()({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
