"""Proxies in front of a server on loopback."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.peers import free_port, serving

__all__ = ["haproxy", "nginx"]

_NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{origin};
      proxy_http_version {version};
      proxy_set_header Connection "";
      proxy_read_timeout {read_timeout_s}s;
    }}
  }}
}}
"""

_HAPROXY = """
defaults
  mode http
  timeout connect 10s
  timeout client 60s
  timeout server {server_timeout_ms}ms
listen front
  bind 127.0.0.1:{port}
  server origin 127.0.0.1:{origin}
"""


@contextlib.contextmanager
def haproxy(folder: Path, origin: int, *, server_timeout_ms: int = 60_000) -> Iterator[int]:
    """HAProxy in front of a port, on the port that it gives."""
    port = free_port()
    file = folder / "haproxy.cfg"
    file.write_text(_HAPROXY.format(port=port, origin=origin, server_timeout_ms=server_timeout_ms))
    with serving(["haproxy", "-db", "-f", file], port):
        yield port


@contextlib.contextmanager
def nginx(folder: Path, origin: int, *, read_timeout_s: int = 60, version: str = "1.1") -> Iterator[int]:
    """nginx in front of a port, on the port that it gives."""
    port = free_port()
    file = folder / "nginx.conf"
    file.write_text(
        _NGINX.format(folder=folder, port=port, origin=origin, read_timeout_s=read_timeout_s, version=version)
    )
    with serving(["nginx", "-c", file, "-e", folder / "error.log"], port):
        yield port
