import pytest

from interim.rules.case import Case
from interim.rules.long_running.preference_without_vary import RULE
from tests.fakes.exchanges import case, final, get, post, request

_PREFERS = get("Prefer: return=minimal")
_APPLIED = "Preference-Applied: return=minimal"
_FRESH = "Cache-Control: max-age=60"

RAISES: dict[str, Case] = {
    "no Vary": case(_PREFERS, final(200, _APPLIED, _FRESH)),
    "Vary names others": case(_PREFERS, final(200, _APPLIED, _FRESH, "Vary: Accept, Accept-Encoding")),
    "heuristically cacheable": case(_PREFERS, final(404, _APPLIED)),
    "HEAD": case(request("HEAD", "Prefer: return=minimal"), final(200, _APPLIED)),
    "a status that is cacheable only when it says so": case(_PREFERS, final(403, _APPLIED, "Cache-Control: public")),
}
QUIET: dict[str, Case] = {
    "Vary: Prefer": case(_PREFERS, final(200, _APPLIED, _FRESH, "Vary: Accept, prefer")),
    "Vary: *": case(_PREFERS, final(200, _APPLIED, _FRESH, "Vary: *")),
    "no-store": case(_PREFERS, final(200, _APPLIED, "Cache-Control: no-store")),
    "not applied": case(_PREFERS, final(200, _FRESH)),
    "a POST": case(post("Prefer: return=minimal"), final(200, _APPLIED, _FRESH)),
    "a status that caches do not store": case(_PREFERS, final(403, _APPLIED)),
    "an unknown status": case(_PREFERS, final(299, _APPLIED)),
    "no final response": case(_PREFERS),
}


@pytest.mark.parametrize(
    ("name", "end"),
    [("no Vary", "with no Vary"), ("Vary names others", "Vary: Accept, Accept-Encoding, which does not name Prefer")],
)
def test_it_tells_what_vary_says(name: str, end: str) -> None:
    found = RULE.judge(RAISES[name])
    assert [one.field for one in found] == ["Vary"]
    assert found[0].message.endswith(end)
