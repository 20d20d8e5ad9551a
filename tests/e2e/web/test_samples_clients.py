"""The samples that ask for a code, run against the simulator: what they say of it."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from interim.codes.registry import lookup
from interim.web.samples.answers import ANSWERS
from interim.web.samples.catalogue import samples_for
from interim.web.samples.interims import INTERIM_SAMPLES
from interim.web.samples.sample import Sample
from interim.web.samples.stacks import CLIENTS
from tests.e2e.web.samples.process import ask

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

CLIENT_IDS = [recipe.id for recipe in CLIENTS if recipe.ran]
AT_ONCE = 6
OFTEN = (200, 206, 302, 304, 404, 503)
SAID = {
    201: ("/api/status/204",),
    202: ("/api/status/200", "200"),
    206: ("bytes 0-4/26", "abcde"),
    304: ("200", '"v7"'),
    401: ("Basic realm",),
    416: ("bytes */26",),
} | dict.fromkeys((301, 302, 303, 307, 308), ("/api/status/200", "200"))
"""What a sample says beside the code."""
INTERIM_SAID = {
    (100, "curl"): ("100 Continue", "200 OK"),
    (100, "node-client"): ("100, so here it comes", "200 OK"),
    (100, "go-client"): ("100, so here it comes", "200 OK"),
    (101, "curl"): ("101 Switching Protocols", "Upgrade: websocket"),
    (101, "node-client"): ("101 websocket",),
    (101, "websockets"): ("101 websocket", "simulated 101"),
    (102, "curl"): ("102 Processing\n\nHTTP/1.1 102 Processing\n\nHTTP/1.1 102 Processing\n\nHTTP/1.1 200 OK",),
    (102, "requests"): ("102 is not the answer", "202 /api/status/200"),
    (102, "httpx"): ("200 OK",),
    (102, "fetch"): ("200 OK",),
    (102, "node-client"): ("interim 102 {}\ninterim 102 {}\ninterim 102 {}\nfinal 200 OK",),
    (102, "go-client"): ("interim 102 map[]\ninterim 102 map[]\ninterim 102 map[]\nfinal 200 OK",),
    (103, "curl"): ("103 Early Hints\nlink: </a.css>;rel=preload\n\nHTTP/1.1 200 OK",),
    (103, "requests"): ("103 is not the answer",),
    (103, "httpx"): ("200 OK",),
    (103, "fetch"): ("200 OK",),
    (103, "node-client"): ("interim 103 { link: '</a.css>;rel=preload' }\nfinal 200 OK",),
    (103, "go-client"): ("interim 103 map[Link:[</a.css>;rel=preload]]\nfinal 200 OK",),
    (104, "curl"): ("104 Upload Resumption Supported\n\nHTTP/1.1 200 OK",),
    (104, "node-client"): ("interim 104 {}\nfinal 200 OK",),
    (104, "go-client"): ("interim 104 map[]\nfinal 200 OK",),
}


def sample_of(code: int, ident: str, origin: str) -> Sample:
    (sample,) = (one for one in samples_for(code, origin) if one.id == ident)
    return sample


def missing_of(code: int, client: str, origin: str, folder: Path) -> str:
    """Run one sample; what it did not say, and what it said instead."""
    folder.mkdir()
    status, said = ask(sample_of(code, client, origin), folder)
    expected = 22 if client == "curl" and code >= 400 and code not in {401, 416, 429, 503} else 0
    wanted = [str(code), *SAID.get(code, ())]
    if code in {429, 503}:
        # The first time, and once for each of two more.
        wanted += [] if said.count(str(code)) >= 3 else ["three times"]
    if code >= 400 and code not in {401, 416}:
        wanted.append(lookup(code).name if client != "fetch" or code not in {429, 503} else "")
    lacking = [text for text in wanted if text not in said]
    return f"exit status {status}, without {lacking}: {said}" if lacking or status != expected else ""


def missing_of_all(client: str, codes: Iterable[int], origin: str, folder: Path) -> dict[int, str]:
    """Run the samples of a client, some at a time: most of them wait."""
    codes = list(codes)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda code: missing_of(code, client, origin, folder / str(code)), codes)
        return {code: words for code, words in zip(codes, found, strict=True) if words}


@pytest.fixture(scope="module")
def missing(interim_server: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Future[dict[int, str]]]:
    """What each client does not say of these codes. All clients at once, since they wait most of the time."""
    with ThreadPoolExecutor(len(CLIENT_IDS)) as pool:
        return {
            client: pool.submit(missing_of_all, client, OFTEN, interim_server, tmp_path_factory.mktemp(client))
            for client in CLIENT_IDS
        }


@pytest.mark.parametrize("client", CLIENT_IDS)
def test_a_client_handles_these_codes(client: str, missing: Mapping[str, Future[dict[int, str]]]) -> None:
    assert missing[client].result() == {}


@pytest.mark.slow
@pytest.mark.parametrize("client", CLIENT_IDS)
def test_a_client_handles_every_code(client: str, interim_server: str, tmp_path: Path) -> None:
    assert missing_of_all(client, ANSWERS, interim_server, tmp_path) == {}


@pytest.fixture(scope="module")
def asked(
    interim_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[int, str], Future[tuple[int, str]]]:
    """Each client of an interim code, run. Some at a time, since each waits for seconds."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {
            (code, client): pool.submit(
                ask, sample_of(code, client, interim_server), tmp_path_factory.mktemp(f"{code}-{client}")
            )
            for code, client in INTERIM_SAID
        }


@pytest.mark.parametrize(("code", "client"), INTERIM_SAID, ids=str)
def test_a_client_copes_with_an_interim_code(
    code: int, client: str, asked: Mapping[tuple[int, str], Future[tuple[int, str]]]
) -> None:
    status, said = asked[code, client].result()
    # 28 is curl's own time limit: the connection is no longer one of HTTP, so curl does not see its end.
    assert status == (28 if (code, client) == (101, "curl") else 0), said
    for text in INTERIM_SAID[code, client]:
        assert text in said.replace("\r\n", "\n")


def test_every_client_of_an_interim_code_is_run() -> None:
    clients = {
        (code, recipe.id)
        for code, recipes in INTERIM_SAMPLES.items()
        for recipe in recipes
        if recipe.side == "client" and recipe.ran
    }
    assert clients == set(INTERIM_SAID)
