from interim.rules.case import Case
from interim.rules.fields.credentials_for_every_origin import RULE
from tests.fakes.exchanges import case, final, get

_EVERY = "Access-Control-Allow-Origin: *"
_CREDENTIALS = "Access-Control-Allow-Credentials: true"

RAISES: dict[str, Case] = {"both": case(get(), final(200, _EVERY, _CREDENTIALS))}
QUIET: dict[str, Case] = {
    "one origin": case(get(), final(200, "Access-Control-Allow-Origin: https://a.example", _CREDENTIALS)),
    "no credentials": case(get(), final(200, _EVERY)),
    "a value that no browser takes": case(get(), final(200, _EVERY, "Access-Control-Allow-Credentials: True")),
    "no origin": case(get(), final(200, _CREDENTIALS)),
    "no final response": case(get()),
}


def test_it_names_the_field() -> None:
    assert RULE.judge(RAISES["both"])[0].field == "Access-Control-Allow-Origin"
