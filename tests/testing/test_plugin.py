import pytest

pytest_plugins = ["pytester"]

CLIENT_TEST = """
    import http.client
    import time
    from urllib.parse import urlsplit

    def get(base, target):
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
        connection.request("GET", target)
        return connection.getresponse().status

    def test_a_status(interim_server):
        assert interim_server.startswith("http://127.0.0.1:")
        assert get(interim_server, "/api/status/503") == 503

    def test_the_same_server_serves_all(interim_server):
        # http.client takes the interim response for the answer: what this fixture is there to show.
        assert get(interim_server, "/api/status/102") == 102
"""


@pytest.mark.e2e
@pytest.mark.parametrize("mode", ["thread", "process"])
def test_the_fixture_serves_the_simulator(pytester: pytest.Pytester, mode: str) -> None:
    pytester.makepyfile(CLIENT_TEST)
    result = pytester.runpytest_subprocess(f"--interim-server-mode={mode}", "-p", "no:randomly", timeout=60)
    result.assert_outcomes(passed=2)


@pytest.mark.e2e
def test_the_configuration_chooses_the_mode_and_http_2(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ninterim_server_mode = process\ninterim_server_http2 = true\n")
    pytester.makepyfile(
        """
        import socket
        from urllib.parse import urlsplit

        def test_it_speaks_http_2(interim_server):
            url = urlsplit(interim_server)
            with socket.create_connection((url.hostname, url.port), timeout=10) as sock:
                sock.sendall(b"PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]))
                assert sock.recv(9)[3] == 4, "the server answers with SETTINGS"
        """
    )
    pytester.runpytest_subprocess("-p", "no:randomly", timeout=60).assert_outcomes(passed=1)


def test_an_unknown_mode_is_named(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ninterim_server_mode = fork\n")
    pytester.makepyfile("def test_it(interim_server): pass")
    result = pytester.runpytest_subprocess("-p", "no:randomly", timeout=60)
    result.stdout.fnmatch_lines(["*interim_server_mode: got 'fork', allowed: thread or process*"])


def test_a_missing_extra_is_named(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import sys; sys.modules['uvicorn'] = None")
    pytester.makepyfile("def test_it(interim_server): pass")
    result = pytester.runpytest_subprocess("-p", "no:randomly", timeout=60)
    result.stdout.fnmatch_lines(["*pip install 'interim?cli?'*"])
