from interim.exchange.timeline import Elided, End, Octets, Timeline
from interim.rules.reading.silence import Silence, longest, longest_silence
from tests.fakes.exchanges import exchange, final, get, interim, post, seconds


def _silence(start: float, end: float) -> Silence:
    return Silence(from_ns=seconds(start), until_ns=seconds(end))


def test_the_first_of_several_as_long_is_the_longest() -> None:
    assert longest([0, 5, 10, 12]) == Silence(from_ns=0, until_ns=5)


def test_fewer_than_two_times_have_no_silence() -> None:
    assert longest([]).length_ns == longest([7]).length_ns == 0


def test_silence_begins_with_the_end_of_the_request() -> None:
    assert longest_silence(exchange(post(), interim(100, at=-9.0), final(at=3.0))) == _silence(0.0, 3.0)


def test_silence_ends_with_the_final_response() -> None:
    assert longest_silence(exchange(get(), final(at=1.0), late=[interim(102, at=50.0)])) == _silence(0.0, 1.0)


def test_every_arrival_breaks_it_even_half_a_header_section() -> None:
    asked = exchange(get(), final(at=9.0), arrivals=[2.0, 4.0, 9.0])
    assert longest_silence(asked) == _silence(4.0, 9.0)


def test_the_close_that_ends_content_counts() -> None:
    assert longest_silence(exchange(get(), final(at=1.0, end=9.0), arrivals=[1.0, 2.0])) == _silence(2.0, 9.0)


def test_without_a_complete_response_the_last_arrival_is_the_end() -> None:
    stopped = exchange(get(), final(at=1.0, complete=False), arrivals=[1.0, 4.0], ended=End.DEADLINE, ended_at=99.0)
    assert longest_silence(stopped) == _silence(1.0, 4.0)


def test_an_answer_before_the_end_of_the_request_leaves_no_silence() -> None:
    assert longest_silence(exchange(post(), final(at=-1.0), ended_at=0.0)).length_ns == 0


def test_content_that_was_not_kept_is_no_silence() -> None:
    elided = Elided(at_ns=seconds(1.0), until_ns=seconds(8.0), octets=10, content_octets=10)
    octets = (Octets(at_ns=seconds(0.5), data=b"x"), elided)
    timeline = Timeline(octets=octets, end_at_ns=seconds(8.0))
    asked = exchange(get(), final(at=0.5, end=8.0))
    assert longest_silence(type(asked)(request=asked.request, final=asked.final, timeline=timeline)) == _silence(
        1.0, 8.0
    )
