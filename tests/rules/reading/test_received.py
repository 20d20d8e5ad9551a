from interim.rules.reading.received import arrived_ns, every_1xx, is_http1, numbered_interims, switches
from tests.fakes.exchanges import exchange, final, get, interim, seconds


def test_interims_come_first_and_late_ones_last_each_with_an_index_of_its_own() -> None:
    asked = exchange(get(), interim(100), interim(103), final(at=1.0), late=[interim(102, at=2.0)])
    found = [(part, index, message.status) for part, index, message in numbered_interims(asked)]
    assert found == [("interim", 0, 100), ("interim", 1, 103), ("late", 0, 102)]


def test_a_101_that_ended_the_exchange_is_a_1xx_without_an_index() -> None:
    asked = exchange(get(), interim(100), final(101))
    assert [(part, index, message.status) for part, index, message in every_1xx(asked)] == [
        ("interim", 0, 100),
        ("final", None, 101),
    ]
    assert [part for part, _, _ in switches(asked)] == ["final"]


def test_a_final_200_is_no_1xx() -> None:
    assert list(every_1xx(exchange(get(), final(200)))) == list(every_1xx(exchange(get()))) == []


def test_a_message_arrives_with_the_end_of_its_header_section() -> None:
    assert arrived_ns(interim(102, at=2.0)) == arrived_ns(final(at=2.0, end=9.0)) == seconds(2.0)


def test_only_the_first_two_versions_are_http1() -> None:
    assert [is_http1(exchange(get(version=v))) for v in ("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3")] == [
        True,
        True,
        False,
        False,
    ]
