import pytest

from interim.errors import InvalidInput
from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Interim, Request
from interim.exchange.timeline import Octets, Timeline


@pytest.mark.parametrize("status", [99, 200])
def test_an_interim_response_is_1xx(status: int) -> None:
    with pytest.raises(InvalidInput, match=str(status)):
        Interim(status=status)


@pytest.mark.parametrize("status", [101, 200, 599, 600, 999])
def test_a_final_response_is_101_or_what_the_wire_can_carry(status: int) -> None:
    assert Final(status=status).status == status


@pytest.mark.parametrize("status", [100, 102, 199, 1000])
def test_a_final_response_is_never_another_1xx(status: int) -> None:
    with pytest.raises(InvalidInput, match=str(status)):
        Final(status=status)


def test_a_final_response_does_not_end_before_its_head() -> None:
    with pytest.raises(InvalidInput, match="end_at_ns"):
        Final(status=200, head_at_ns=2, end_at_ns=1)


def test_a_request_has_a_method_and_a_target() -> None:
    assert Request(method="GET", target="/").version == "HTTP/1.1"
    with pytest.raises(InvalidInput, match="method"):
        Request(method="", target="/")
    with pytest.raises(InvalidInput, match="target"):
        Request(method="GET", target="")


def test_interims_of_an_exchange_stand_in_order_of_arrival() -> None:
    request = Request(method="GET", target="/")
    assert (
        Exchange(request=request, interims=(Interim(status=102, at_ns=1), Interim(status=102, at_ns=1))).final is None
    )
    with pytest.raises(InvalidInput, match="ascending"):
        Exchange(request=request, interims=(Interim(status=102, at_ns=2), Interim(status=102, at_ns=1)))


def test_octets_of_a_timeline_stand_in_order_and_before_its_end() -> None:
    octets = (Octets(at_ns=1, data=b"a"), Octets(at_ns=2, data=b"b"))
    assert Timeline(octets=octets, end_at_ns=2).data == b"ab"
    with pytest.raises(InvalidInput, match="ascending"):
        Timeline(octets=octets, end_at_ns=1)
