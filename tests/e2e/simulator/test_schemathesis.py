"""Whatever is sent by the OpenAPI document: no 5xx that was not asked for."""

import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import hypothesis
import pytest
import schemathesis
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import create_app
from interim.simulator.config import Config
from interim.simulator.openapi import describe

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

# A request is held for a moment only, so that whatever duration comes up costs little, and is often too long.
CONFIG = Config(max_hold_ns=20_000_000, max_interims=20, max_flood_interims=50, max_body_bytes=100_000)
TIMES = {"sleep": "1-3", "delay": "2ms", "sleep_after_headers": "2", "interval": "1ms", "drip": "9999@2ms"}
EXCLUSIVE = ({"sleep", "delay"}, {"final", "seq"}, {"body", "b64", "size"})

schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(CONFIG), config=SchemathesisConfig())
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
status = schemathesis.openapi.from_dict(describe(CONFIG)).include(path="/api/status/{spec}", method="GET")


def narrowed(query: dict[str, Any]) -> dict[str, Any]:
    """At most three parameters, which go together: of all at once, the first two that do not are all that is seen."""
    kept = sorted(query, key=lambda name: zlib.crc32(repr((name, query)).encode("utf-8", "replace")))[:3]
    for group in EXCLUSIVE:
        for name in [name for name in kept if name in group][1:]:
            kept.remove(name)
    chosen = {name: TIMES.get(name, query[name]) for name in kept}
    if {"seq", "rate"}.isdisjoint(chosen):
        chosen.pop("key", None)
    else:
        chosen["key"] = query.get("key") or "k"
    return chosen


def was_asked_for(status: int, url: str, marked: str) -> bool:
    """Whether a 5xx is what the URL says; 501 is the answer to what cannot be played on this server."""
    query = parse_qs(urlsplit(url).query, keep_blank_values=True)
    if str(status) == marked:
        return True
    wanted = "".join(query.get("final", [])) + "".join(query.get("seq", []))
    if marked and (str(status) in wanted or "-" in wanted):
        return True
    return status == 501 and not query.keys().isdisjoint({"fault", "interim", "expect", "strict"})


def prepare(case: Case[Any]) -> None:
    """Make of a valid case one that is likely to be played."""
    if case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE:
        case.query = narrowed(dict(case.query))
        if not {"count", "interval", "final", "header.103"}.isdisjoint(case.query):
            case.path_parameters["spec"] = "103"


LIMITS = hypothesis.settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)


@schema.parametrize()
@LIMITS
def test_no_5xx_that_was_not_asked_for(case: Case[Any]) -> None:
    if "/status/" in case.path:
        prepare(case)
    response = case.call()
    if response.status_code >= 500:
        marked = response.headers.get("x-simulated-status", [""])[0]
        assert was_asked_for(response.status_code, response.request.url or "", marked), response.text
    if "/status/" not in case.path and not case.path.startswith("/stream/"):
        # What a simulated status looks like is for the URL to say, and lines of JSON are not JSON.
        case.validate_response(response, checks=[status_code_conformance, response_schema_conformance])


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    options = ServerOptions(port=0, access_log=False, graceful_s=0)
    with ThreadServer(create_app(CONFIG), options) as server, httpx.Client(base_url=server.url, timeout=5) as client:
        yield client


@status.parametrize()
@LIMITS
def test_no_5xx_on_the_wire_that_was_not_asked_for(case: Case[Any], client: httpx.Client) -> None:
    prepare(case)
    request = case.as_transport_kwargs(base_url=str(client.base_url))
    # Not the transport of schemathesis: requests takes a 102 for the answer.
    try:
        response = client.get(request["url"], params=request["params"], headers=request["headers"])
    except httpx.HTTPError:
        assert "fault" in case.query
        return
    if response.status_code >= 500:
        marked = response.headers.get("x-simulated-status", "")
        assert was_asked_for(response.status_code, str(response.url), marked), response.text
