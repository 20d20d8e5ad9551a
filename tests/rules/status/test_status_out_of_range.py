from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.status.status_out_of_range import RULE
from tests.fakes.exchanges import case, fault, final, get

RAISES: dict[str, Case] = {str(code): case(get(), final(code)) for code in (0, 99, 600, 999)}
QUIET: dict[str, Case] = {
    **{str(code): case(get(), final(code)) for code in (101, 200, 299, 599)},
    "two digits, which FRM010 says": case(get(), final(20), faults=[fault(FaultKind.STATUS_LINE, part="final")]),
    "no final response": case(get()),
}


def test_three_digits_are_shown() -> None:
    assert RULE.judge(RAISES["99"])[0].message == "099 is no status code: they go from 100 to 599"
