"""KeepAlive on real servers with real clients: who gets interim responses, and that everybody gets the right answer."""

import contextlib
import gzip
import http.client
import json
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
import urllib3

from tests.e2e.asgi.proxies import nginx
from tests.e2e.peers import require
from tests.e2e.servers.launch import HOST, SERVERS, Launch, Options, Served, serve
from tests.e2e.servers.wire import H1, H2, get

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

APP = "tests.e2e.asgi.kept_app"
CURL = "User-Agent: curl/8.0\r\n"
FETCH = "fetch(process.argv[1]).then(r => r.text()).then(t => console.log(t))"
RUBY = "puts Net::HTTP.get(URI(ARGV[0]))"
JAVA = """
import java.net.*; import java.net.http.*;
public class Ask { public static void main(String[] a) throws Exception {
  if (a[1].equals("old")) {
    System.out.println(new String(new URL(a[0]).openConnection().getInputStream().readAllBytes()));
  } else {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var request = HttpRequest.newBuilder(URI.create(a[0])).build();
    System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}}
"""


def _run(*options: str) -> Callable[[int, Options], list[str]]:
    def command(port: int, launched: Options) -> list[str]:
        return ["interim", "run", launched.app, "--port", str(port), "--no-access-log", "--graceful", "2", *options]

    return command


@contextlib.contextmanager
def running(*options: str, app: str = "app") -> Iterator[Served]:
    with serve("interim run", Options(app=f"{APP}:{app}"), Launch(command=_run(*options), channel="")) as served:
        yield served


SHORT = ("--keepalive", "--first-after", "300ms", "--every", "0.2", "--max-interims", "3")


@pytest.fixture(scope="module")
def direct() -> Iterator[Served]:
    """`interim run --keepalive` on a direct path."""
    with running(*SHORT, "--path", "direct", "--progress-field", "X-Progress", "--http2") as served:
        yield served


@pytest.fixture(scope="module")
def spaced() -> Iterator[Served]:
    """The application with content instead of interim responses."""
    with serve("uvicorn-httptools", Options(app=f"{APP}:spaced")) as served:
        yield served


def asked(served: Served, target: str = "/slow", *, fields: str = CURL, **members: Any) -> Any:
    with H1(served) as client:
        client.request(target, fields=fields, **members)
        return client.answer(members.get("method", "GET"))


def printed(*command: str) -> dict[str, Any]:
    require(command[0])
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_curl_sees_them_and_then_its_answer(direct: Served) -> None:
    require("curl")
    done = subprocess.run(["curl", "-si", f"{direct.url}/slow"], capture_output=True, timeout=15, check=True)
    *heads, content = done.stdout.split(b"\r\n\r\n")
    assert [head.split(b"\r\n")[0] for head in heads] == [b"HTTP/1.1 102 Processing"] * 3 + [b"HTTP/1.1 200 OK"]
    assert b"x-progress: working" in heads[0].lower()
    assert json.loads(content)["sent"] == 3


def test_the_answer_is_untouched_by_them_and_the_middlewares_do_their_work(direct: Served) -> None:
    answer = asked(direct, fields=CURL + "Accept-Encoding: gzip\r\n")
    assert answer.statuses == [102, 102, 102, 200]
    assert (answer.headers[b"content-encoding"], answer.headers[b"x-timed"]) == (b"gzip", b"1")
    assert json.loads(gzip.decompress(answer.content))["long"] == "x" * 2000


def test_a_short_request_gets_none(direct: Served) -> None:
    assert asked(direct, "/slow?s=0").statuses == [200]


def test_they_go_out_on_http2(direct: Served) -> None:
    with H2(direct) as client:
        stream = client.request("/slow", fields=[("user-agent", "curl/8.0")])
        assert client.answer(stream).statuses == [102, 102, 102, 200]


@pytest.mark.parametrize(
    ("members", "fields"),
    [
        ({"version": "1.0"}, CURL),
        ({"method": "HEAD"}, CURL),
        ({}, CURL + "Via: 1.0 old\r\n"),
        ({}, CURL + "X-Varnish: 1\r\n"),
        ({}, CURL + "Connection: upgrade\r\nUpgrade: h2c\r\n"),
        ({}, "User-Agent: MySDK/1.0\r\n"),
        ({}, "User-Agent: MySDK/1.0 python-requests/2.31\r\n"),
        ({}, ""),
    ],
    ids=str,
)
def test_where_they_may_harm_none_goes_out(direct: Served, members: dict[str, Any], fields: str) -> None:
    assert asked(direct, fields=fields, **members).statuses == [200]


def test_an_upload_gets_none_until_its_content_is_read(direct: Served) -> None:
    with H1(direct) as client:
        client.request("/unread", method="POST", fields=CURL + "Content-Length: 5\r\n")
        client.send(b"abcde")
        answer = client.answer()
    assert answer.json() == {"before": 0, "after": 3}
    assert answer.statuses == [102, 102, 102, 200]


def test_an_upload_that_is_still_under_way_gets_none(direct: Served) -> None:
    with H1(direct) as client:
        client.request("/slow?s=0", method="POST", fields=CURL + "Content-Length: 5\r\n")
        client.send(b"abc")
        client.sock.settimeout(0.9)
        with pytest.raises(TimeoutError):
            client.sock.recv(1)
        client.sock.settimeout(5)
        client.send(b"de")
        assert client.answer().statuses == [200]


class TestRealClients:
    """Each gets its answer. Those that are known to be good get interim responses before it."""

    def test_requests_gets_none_and_its_next_request_its_own_answer(self, direct: Served) -> None:
        with requests.Session() as session:
            for id_ in ("a", "b"):
                answer = session.get(f"{direct.url}/slow?id={id_}", timeout=10)
                assert (answer.status_code, answer.json()["id"], answer.json()["sent"]) == (200, id_, 0)

    def test_urllib3_urllib_and_http_client_get_none(self, direct: Served) -> None:
        url = f"{direct.url}/slow"
        assert urllib3.PoolManager().request("GET", url).json()["sent"] == 0
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310
            assert json.load(response)["sent"] == 0
        connection = http.client.HTTPConnection(HOST, direct.port, timeout=10)
        connection.request("GET", "/slow")
        assert json.load(connection.getresponse())["sent"] == 0
        connection.close()

    def test_httpx_gets_some(self, direct: Served) -> None:
        assert httpx.get(f"{direct.url}/slow", timeout=1).json()["sent"] == 3

    @pytest.mark.parametrize(
        "command",
        [["wget", "-q", "-O", "-"], ["node", "-e", FETCH], ["ruby", "-rnet/http", "-e", RUBY]],
        ids=lambda command: command[0],
    )
    def test_others_get_some(self, direct: Served, command: list[str]) -> None:
        assert printed(*command, f"{direct.url}/slow")["sent"] == 3

    @pytest.mark.parametrize(("kind", "sent"), [("new", 3), ("old", 0)])
    def test_of_the_two_of_java_one_gets_some(self, direct: Served, tmp_path: Path, kind: str, sent: int) -> None:
        source = tmp_path / "Ask.java"
        source.write_text(JAVA)
        assert printed("java", str(source), f"{direct.url}/slow", kind)["sent"] == sent

    def test_go_gets_some(self, direct: Served, tmp_path: Path) -> None:
        source = tmp_path / "ask.go"
        source.write_text(
            'package main\nimport ("io"; "net/http"; "os")\n'
            "func main() { r, err := http.Get(os.Args[1]); if err != nil { panic(err) }; io.Copy(os.Stdout, r.Body) }\n"
        )
        assert printed("go", "run", str(source), f"{direct.url}/slow")["sent"] == 3


def test_with_nothing_declared_nobody_gets_any_and_the_log_says_why() -> None:
    with running(*SHORT, "--clients", "all") as served:
        assert asked(served).statuses == [200]
        said = served.log.read_text()
    assert said.count("KeepAlive sends nothing") == 1
    assert 'path="direct"' in said


def test_workers_have_it_too() -> None:
    with running(*SHORT, "--path", "direct", "--workers", "2") as served:
        assert asked(served).statuses == [102, 102, 102, 200]


def test_the_environment_tells_of_the_path() -> None:
    env = {
        "INTERIM_PATH": "direct",
        "INTERIM_FIRST_AFTER": "300ms",
        "INTERIM_EVERY": "200ms",
        "INTERIM_MAX_INTERIMS": "3",
    }
    launch = Launch(command=_run("--keepalive"), channel="", env=env)
    with serve("interim run", Options(app=f"{APP}:app"), launch) as served:
        assert asked(served).statuses == [102, 102, 102, 200]


@pytest.mark.parametrize("name", list(SERVERS))
def test_it_works_in_the_application_on_every_server_and_nested_sends_once(name: str) -> None:
    with serve(name, Options(app=f"{APP}:either")) as served:
        assert asked(served).statuses == [102, 102, 102, 200]
        assert asked(served, "/slow?nested").statuses == [102, 102, 102, 200]
        assert asked(served, "/slow?s=0").statuses == [200]
        with H1(served) as client:
            client.request("/unread", method="POST", fields=CURL + "Content-Length: 5\r\n")
            client.send(b"abcde")
            assert client.answer().json() == {"before": 0, "after": 3}


@pytest.mark.parametrize("name", [name for name, launch in SERVERS.items() if launch.http2])
def test_it_works_on_the_http2_of_every_server_and_not_before_content_is_read(name: str) -> None:
    with serve(name, Options(app=f"{APP}:either")) as served, H2(served) as client:
        get_it = client.request("/slow", fields=[("user-agent", "curl/8.0")])
        post_it = client.request("/unread", method="POST", fields=[("user-agent", "curl/8.0")], content=True)
        client.send(post_it, b"abcde")
        assert client.answer(get_it).statuses == [102, 102, 102, 200]
        assert client.answer(post_it).json() == {"before": 0, "after": 3}


def test_an_endpoint_has_settings_of_its_own() -> None:
    with serve("uvicorn-httptools", Options(app=f"{APP}:decorated")) as served:
        assert asked(served, "/own").statuses == [102, 102, 200]
        assert asked(served, "/slow").statuses == [200]


def test_on_a_server_without_an_adapter_the_application_answers_and_the_log_says_what_to_do() -> None:
    def stock(port: int, options: Options) -> list[str]:
        return ["uvicorn", options.app, "--host", HOST, "--port", str(port), "--log-level", "error"]

    with serve("stock", Options(app=f"{APP}:kept"), Launch(command=stock, channel="")) as served:
        assert get(served, "/slow").statuses == [200]
        assert "interim run MODULE:APP" in served.log.read_text()


class TestContentInstead:
    def test_a_long_answer_comes_after_white_space(self, spaced: Served) -> None:
        answer = asked(spaced, fields=CURL + "Accept-Encoding: gzip\r\n")
        assert answer.statuses == [200]
        assert answer.content.startswith(b"   ")
        assert answer.json()["long"] == "x" * 2000

    def test_a_short_answer_is_as_it_is(self, spaced: Served) -> None:
        answer = asked(spaced, "/slow?s=0")
        assert answer.content.startswith(b"{")
        assert answer.headers[b"x-timed"] == b"1"

    def test_a_failure_is_told_in_the_content(self, spaced: Served) -> None:
        answer = asked(spaced, "/failing")
        assert (answer.status, answer.json()["status"], answer.ended) == (200, 500, True)

    def test_requests_reads_it(self, spaced: Served) -> None:
        assert requests.get(f"{spaced.url}/slow", timeout=1).json()["sent"] == 0

    def test_an_idle_stream_gets_comments(self, spaced: Served) -> None:
        content = asked(spaced, "/stream").content
        assert content.startswith(b"data: 1\n\n: keep-alive\n\n")
        assert content.endswith(b": keep-alive\n\ndata: 2\n\n")

    def test_it_survives_an_impatient_nginx(self, spaced: Served, tmp_path: Path) -> None:
        with nginx(tmp_path, spaced.port, read_timeout_s=1) as port:
            assert httpx.get(f"http://{HOST}:{port}/slow?s=2.5", timeout=10).json()["sent"] == 0
            assert httpx.get(f"http://{HOST}:{port}/unread", timeout=10).status_code == 504
