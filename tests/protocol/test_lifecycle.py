import itertools

import pytest

from interim.errors import LocalProtocolError
from interim.protocol.lifecycle import FORBIDDEN_IN_INTERIM, Sent, State, Verdict, advance, check_interim, judge_interim


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        ([Sent.FINAL], State.STARTED),
        ([Sent.INTERIM, Sent.INTERIM, Sent.FINAL, Sent.END], State.DONE),
        ([Sent.INTERIM, Sent.LEFT], State.GONE),
        ([Sent.FINAL, Sent.LEFT], State.GONE),
        ([Sent.FINAL, Sent.END, Sent.LEFT], State.DONE),
        ([Sent.LEFT, Sent.INTERIM, Sent.FINAL, Sent.END, Sent.LEFT], State.GONE),
    ],
    ids=lambda value: " > ".join(sent.name.lower() for sent in value) if isinstance(value, list) else "",
)
def test_a_response_passes_through_its_states(sent: list[Sent], state: State) -> None:
    at = State.OPEN
    for step in sent:
        at = advance(at, step)
    assert at is state


@pytest.mark.parametrize(
    ("state", "sent"),
    [
        (State.STARTED, Sent.INTERIM),
        (State.STARTED, Sent.FINAL),
        (State.DONE, Sent.INTERIM),
        (State.DONE, Sent.FINAL),
        (State.DONE, Sent.END),
        (State.OPEN, Sent.END),
    ],
    ids=str,
)
def test_a_step_back_is_refused(state: State, sent: Sent) -> None:
    with pytest.raises(LocalProtocolError, match=state.value):
        advance(state, sent)


def test_there_is_never_a_second_final_response() -> None:
    for before in itertools.product(Sent, repeat=3):
        state, finals = State.OPEN, 0
        for step in (*before, Sent.FINAL):
            try:
                state = advance(state, step)
            except LocalProtocolError:
                continue
            finals += step is Sent.FINAL and state is State.STARTED
        assert finals <= 1


@pytest.mark.parametrize("state", [State.STARTED, State.DONE])
def test_interim_after_final_is_refused(state: State) -> None:
    with pytest.raises(LocalProtocolError, match=r"RFC 9110 §15\.2"):
        judge_interim(state, "1.1")


def test_interim_to_an_http_1_0_client_is_withheld() -> None:
    assert judge_interim(State.OPEN, "1.0") is Verdict.WITHHOLD


@pytest.mark.parametrize("version", ["1.1", "2", "3"])
def test_interim_to_a_later_client_is_sent(version: str) -> None:
    assert judge_interim(State.OPEN, version) is Verdict.SEND


def test_interim_to_a_client_that_left_is_nobodys_mistake() -> None:
    assert judge_interim(State.GONE, "1.1") is Verdict.GONE


@pytest.mark.parametrize("status", [100, 102, 103, 104, 199])
def test_a_1xx_status_is_taken(status: int) -> None:
    check_interim(status, [(b"link", b"</a.css>; rel=preload"), (b"x-progress", b"3/7")])


@pytest.mark.parametrize("status", [0, 99, 200, 1000, -1])
def test_another_status_is_not_interim(status: int) -> None:
    with pytest.raises(LocalProtocolError, match=str(status)):
        check_interim(status)


def test_101_never_goes_this_way() -> None:
    with pytest.raises(LocalProtocolError, match="Switching"):
        check_interim(101)


@pytest.mark.parametrize("name", sorted(FORBIDDEN_IN_INTERIM), ids=bytes.decode)
def test_a_field_of_framing_or_of_the_connection_is_refused(name: bytes) -> None:
    with pytest.raises(LocalProtocolError, match=name.title().decode()):
        check_interim(102, [(name.title(), b"0")])


@pytest.mark.parametrize("line", [(b"x y", b"1"), (b"", b"1"), (b"x", b"1\r\nx-injected: 2"), (b"x", b" 1")], ids=repr)
def test_a_field_line_that_would_break_the_section_is_refused(line: tuple[bytes, bytes]) -> None:
    with pytest.raises(LocalProtocolError, match="RFC 9110 §5"):
        check_interim(102, [line])
