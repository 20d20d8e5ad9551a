"""Plain pages of the servers that most people run: no false error is found in them."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from interim.inspector.inspect import inspect
from interim.rules.finding import Severity
from tests.e2e.peers import free_port, serving

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  types {{ text/html html; text/plain txt; }}
  gzip on;
  gzip_types text/plain;
  gzip_vary on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""
APACHE = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Mutex file:{folder}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
TypesConfig /dev/null
AddType text/html .html
AddType text/plain .txt
AddOutputFilterByType DEFLATE text/plain
DocumentRoot {folder}/pages
"""
CADDY = """
{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  root * {folder}/pages
  encode gzip
  file_server
}}
"""
PATHS = {
    "a page": "/",
    "a text": "/long.txt",
    "a folder": "/folder/",
    "a redirect": "/folder",
    "nothing": "/missing",
    "an empty file": "/empty.txt",
}

TRUE = {
    # RFC 9110 §15.4.5: a 304 MUST have the Vary that the 200 has. Where they compress, these two leave it out.
    ("nginx", "/"): {"STA013"},
    ("nginx", "/folder/"): {"STA013"},
    ("nginx", "/long.txt"): {"STA013"},
    ("apache2", "/long.txt"): {"STA013"},
    # RFC 9110 §8.8.3.3: caddy 2.6 gives one strong entity tag to the text and to the text compressed.
    ("caddy", "/long.txt"): {"CAC006"},
}
"""Errors that these versions really make, looked at with curl."""


def started(name: str, folder: Path, port: int) -> AbstractContextManager[None]:
    (folder / "pages" / "folder").mkdir(parents=True)
    (folder / "pages" / "index.html").write_text("<!doctype html><title>A page</title><p>Hello</p>")
    (folder / "pages" / "folder" / "index.html").write_text("<!doctype html><title>Another</title>")
    (folder / "pages" / "long.txt").write_text("a line of some length\n" * 500)
    (folder / "pages" / "empty.txt").touch()
    config = folder / f"{name}.conf"
    config.write_text({"nginx": NGINX, "apache2": APACHE, "caddy": CADDY}[name].format(folder=folder, port=port))
    arguments: dict[str, list[str | Path]] = {
        "nginx": ["nginx", "-e", folder / "early.log", "-c", config],
        "apache2": ["apache2", "-f", config, "-DFOREGROUND"],
        "caddy": ["caddy", "run", "--config", config, "--adapter", "caddyfile"],
    }
    env = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    return serving(arguments[name], port, env=env)


@pytest.fixture(scope="module", params=["nginx", "apache2", "caddy"])
def web_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    port = free_port()
    folder = tmp_path_factory.mktemp(request.param)
    # Their workers run as another user.
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o755)
    with started(request.param, folder, port):
        yield request.param, port


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_plain_page_has_no_error_but_for_true_ones(web_server: tuple[str, int], path: str) -> None:
    name, port = web_server
    report = asyncio.run(inspect(f"http://127.0.0.1:{port}{path}", http="1.1"))
    assert {finding.id for finding in report.at_or_above(Severity.ERROR)} == TRUE.get((name, path), set())
