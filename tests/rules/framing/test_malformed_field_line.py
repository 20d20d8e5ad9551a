from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.framing.malformed_field_line import RULE
from tests.fakes.exchanges import case, fault, final, get, interim

RAISES: dict[str, Case] = {
    "space": case(get(), final(), faults=[fault(FaultKind.SPACE_BEFORE_COLON, part="final", field="Content-Length")]),
    "name": case(get(), final(), faults=[fault(FaultKind.FIELD_NAME, part="final")]),
    "value": case(
        get(), interim(), final(), faults=[fault(FaultKind.FIELD_VALUE, part="interim", index=0, field="X-A")]
    ),
    "late": case(get(), final(), faults=[fault(FaultKind.FIELD_NAME, part="late", index=0)]),
}
QUIET: dict[str, Case] = {
    "well-formed": case(get(), final(200, "X-A: b")),
    "a fold": case(get(), final(), faults=[fault(FaultKind.OBS_FOLD, part="final")]),
}


def test_it_names_the_fault_and_the_message() -> None:
    messages = {name: RULE.judge(one)[0].message for name, one in RAISES.items()}
    assert messages == {
        "space": "The field line Content-Length of the final response has white space before the colon or before the "
        "first field",
        "name": "The field line of the final response has no colon, or a name that is no token",
        "value": "The field line X-A of an interim response has a NUL, CR or LF in its value",
        "late": "The field line of a 1xx after the final response has no colon, or a name that is no token",
    }
