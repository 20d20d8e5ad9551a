"""The claim that a sample was run: the tests that run samples run exactly those."""

from interim.web.samples.answers import ANSWERS
from interim.web.samples.catalogue import samples_for
from interim.web.samples.interims import INTERIM_SAMPLES
from tests.e2e.web.test_samples_clients import CLIENT_IDS, INTERIM_SAID
from tests.e2e.web.test_samples_final import STACKS
from tests.e2e.web.test_samples_interim import SERVERS


def test_what_is_said_to_be_run_is_run_and_nothing_else() -> None:
    run = {(code, ident) for code in ANSWERS for ident in (*STACKS, *CLIENT_IDS)} | set(SERVERS) | set(INTERIM_SAID)
    said = {
        (code, sample.id)
        for code in (*INTERIM_SAMPLES, *ANSWERS)
        for sample in samples_for(code, "http://localhost:8102")
        if sample.ran
    }
    assert said == run
