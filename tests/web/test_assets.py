"""Assets are under addresses that change with them, and can be kept for ever."""

import re

from interim.web.assets import asset, asset_path
from interim.web.representation import IMMUTABLE


def tail(name: str) -> str:
    return asset_path(name).removeprefix("/assets/")


def test_an_asset_is_where_its_path_says() -> None:
    found = asset(tail("site.css"))
    assert found is not None
    assert found.media_type == "text/css; charset=utf-8"
    assert found.caching == IMMUTABLE


def test_scripts_import_one_another_beside_themselves() -> None:
    for name in ("site.js", "watch.js", "inspect.js", "wire.js"):
        found = asset(tail(name))
        assert found is not None
        for imported in re.findall(r'from "\./([^"]+)"', found.content.decode()):
            assert asset(tail(imported)) is not None


def test_nothing_in_them_is_from_elsewhere() -> None:
    for name in ("site.css", "site.js", "watch.js", "inspect.js", "wire.js"):
        found = asset(tail(name))
        assert found is not None
        assert not re.search(rb"(?:https?:)?//[a-z]+\.", found.content.replace(b"http://www.w3.org", b""))
        assert b"innerHTML" not in found.content


def test_an_old_or_strange_address_has_nothing() -> None:
    assert asset("000000000000/site.css") is None
    assert asset(tail("nothing.css")) is None
    assert asset(tail("../site.py")) is None
    assert asset("") is None
