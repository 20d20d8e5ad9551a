from interim.rules.case import Case
from tests.fakes.exchanges import exchange, final, get


def test_of_several_probes_of_one_name_the_last_is_given() -> None:
    first, last = exchange(get(), final(202)), exchange(get(), final(200))
    case = Case(exchange=exchange(get()), probes={"monitor": (first, last), "head": ()})
    assert case.probe("monitor") is last
    assert case.probe("head") is None
    assert case.probe("get") is None
