from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.framing.obsolete_line_form import RULE
from tests.fakes.exchanges import case, fault, final, get, interim

RAISES: dict[str, Case] = {
    "a bare LF": case(get(), final(), faults=[fault(FaultKind.BARE_LF, part="final")]),
    "a fold": case(get(), final(), faults=[fault(FaultKind.OBS_FOLD, part="final", field="X-Note")]),
    "in a 1xx": case(
        get(), interim(103), final(), faults=[fault(FaultKind.OBS_FOLD, part="interim", index=0, field="Link")]
    ),
    "of no message": case(get(), faults=[fault(FaultKind.OBS_FOLD)]),
}
QUIET: dict[str, Case] = {
    "CR LF": case(get(), final()),
    "a space before the colon": case(get(), final(), faults=[fault(FaultKind.SPACE_BEFORE_COLON)]),
}


def test_it_names_the_form_and_the_message() -> None:
    messages = {name: RULE.judge(one)[0].message for name, one in RAISES.items()}
    assert messages == {
        "a bare LF": "A line of the final response ends in LF without CR",
        "a fold": "The field line X-Note of the final response is folded over several lines",
        "in a 1xx": "The field line Link of an interim response is folded over several lines",
        "of no message": "The field line of the response is folded over several lines",
    }


def test_it_points_at_the_interim() -> None:
    (found,) = RULE.judge(RAISES["in a 1xx"])
    assert (found.part, found.index, found.field) == ("interim", 0, "Link")
