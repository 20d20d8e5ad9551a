"""The OpenAPI document says what there is, and no more."""

import json
import re
from typing import Any

import pytest

from interim.simulator import create_app
from interim.simulator.config import Config
from interim.simulator.openapi import describe
from interim.simulator.openapi_schemas import QUERY_SCHEMAS
from interim.simulator.parameters import PARAMETERS
from interim.simulator.parse import parse_scenario
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio

DOCUMENT = describe(Config())


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [found for value in node.values() for found in references(value)]
    return [found for value in node for found in references(value)] if isinstance(node, list) else []


def test_each_parameter_of_the_parser_has_a_schema_and_no_other() -> None:
    assert set(QUERY_SCHEMAS) == {parameter.name for parameter in PARAMETERS}
    assert list(DOCUMENT["components"]["parameters"]) == [parameter.name for parameter in PARAMETERS]


@pytest.mark.parametrize("name", sorted(QUERY_SCHEMAS))
def test_the_example_of_a_parameter_fits_its_schema(name: str) -> None:
    parameter = DOCUMENT["components"]["parameters"][name]
    schema, example = parameter["schema"], parameter["example"]
    if schema["type"] == "array":
        schema, (example,) = schema["items"], example
    if schema["type"] == "integer":
        assert schema["minimum"] <= example <= schema["maximum"]
    else:
        assert re.fullmatch(schema.get("pattern", ".*"), example)
        assert example in schema.get("enum", [example])


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_the_example_of_a_parameter_can_be_parsed(parameter: Any) -> None:
    path, _, query = parameter.example.partition("?")
    parse_scenario(path.removeprefix("/api/status/"), query.encode(), Config())


def test_every_reference_leads_somewhere() -> None:
    for reference in references(DOCUMENT):
        node = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


def test_operations_have_names_of_their_own() -> None:
    names = [
        operation["operationId"]
        for item in DOCUMENT["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]
    assert len(names) == len(set(names))


def test_parameters_of_a_path_are_those_of_its_template() -> None:
    for path, item in DOCUMENT["paths"].items():
        inline = [parameter for parameter in item["parameters"] if "$ref" not in parameter]
        in_path = [parameter["name"] for parameter in inline if parameter["in"] == "path"]
        assert in_path == re.findall(r"\{(\w+)\}", path)


@pytest.mark.parametrize("path", list(DOCUMENT["paths"]))
async def test_the_example_of_a_path_is_answered(path: str) -> None:
    example = DOCUMENT["paths"][path]["get"]["x-example"]
    example = re.sub(r"interval=1s|duration=2|/delay/0\.5", lambda match: match[0][:-1] + "0", example)
    reply = await get(create_app(), example)
    assert reply.complete
    assert reply.status in {200, 302, 401, 418}
    assert {str(reply.status), "default"} & set(DOCUMENT["paths"][path]["get"]["responses"])


@pytest.mark.parametrize(
    "path", [path for path, item in DOCUMENT["paths"].items() if "405" in item["get"]["responses"]]
)
async def test_a_path_that_documents_405_gives_it_to_post(path: str) -> None:
    reply = await get(create_app(), re.sub(r"\{\w+\}", "1", path), method="POST")
    assert (reply.status, reply.get("allow")) == (405, "GET, HEAD")


def test_limits_are_those_of_the_configuration() -> None:
    document = describe(Config(max_interims=7, max_body_bytes=99, max_hold_ns=3_000_000_000))
    parameters = document["components"]["parameters"]
    assert parameters["count"]["schema"]["maximum"] == 7
    assert parameters["size"]["schema"]["maximum"] == 99
    assert "3 s" in document["info"]["description"]


async def test_it_is_served_for_where_the_simulator_is_mounted() -> None:
    reply = await get(create_app(), "/sim%20a/openapi.json", root_path="/sim a")
    assert reply.get("content-type") == "application/json"
    assert json.loads(reply.content)["servers"] == [{"url": "/sim%20a"}]
    assert (await get(create_app(), "/openapi.json")).json()["servers"] == [{"url": "/"}]
