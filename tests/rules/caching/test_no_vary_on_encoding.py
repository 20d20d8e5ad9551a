from collections.abc import Mapping

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final
from interim.rules.caching.no_vary_on_encoding import RULE
from interim.rules.case import Case, Probe
from tests.fakes.exchanges import case, exchange, final, get, post

_ASKED = get("Accept-Encoding: gzip")
_GZIP = "Content-Encoding: gzip"
_VARY = "Vary: Accept-Encoding"


def _both(plain: Final, packed: Final) -> Mapping[Probe, tuple[Exchange, ...]]:
    return {
        "identity": (exchange(get("Accept-Encoding: identity"), plain),),
        "gzip": (exchange(_ASKED, packed),),
    }


RAISES: dict[str, Case] = {
    "a guess": case(_ASKED, final(200, _GZIP)),
    "a guess with another Vary": case(_ASKED, final(200, _GZIP, "Vary: Accept")),
    "proved": case(get(), final(), probes=_both(final(), final(200, _GZIP))),
    "proved for the plain form": case(get(), final(), probes=_both(final(), final(200, _GZIP, _VARY))),
}
QUIET: dict[str, Case] = {
    "named": case(_ASKED, final(200, _GZIP, "Vary: Origin, accept-encoding")),
    "everything": case(_ASKED, final(200, _GZIP, "Vary: *")),
    "not kept": case(_ASKED, final(200, _GZIP, "Cache-Control: no-store")),
    "not offered": case(get(), final(200, _GZIP)),
    "no coding": case(_ASKED, final(200, "Content-Encoding: identity")),
    "POST": case(post("Accept-Encoding: gzip"), final(200, _GZIP)),
    "one form only, as the check shows": case(
        _ASKED, final(200, _GZIP), probes=_both(final(200, _GZIP), final(200, _GZIP))
    ),
    "never coded": case(get(), final(), probes=_both(final(), final())),
    "named on both": case(get(), final(), probes=_both(final(200, _VARY), final(200, _GZIP, _VARY))),
    "other outcomes": case(get(), final(), probes=_both(final(406), final(200, _GZIP))),
    "one check without an answer": case(get(), final(), probes={"gzip": (exchange(_ASKED, final(200, _GZIP)),)}),
    "no final response": case(_ASKED),
}


def test_a_proof_names_the_response_that_lacks_it() -> None:
    (plain,) = RULE.judge(RAISES["proved for the plain form"])
    assert plain.message == (
        "The content coding depends on Accept-Encoding; the response to identity, with none, does not say so in Vary"
    )
    assert plain.probe == "identity"
    (packed,) = RULE.judge(
        case(get(), final(), probes=_both(final(200, _VARY), final(200, "Content-Encoding: x-gzip")))
    )
    assert (packed.probe, packed.field) == ("gzip", "Vary")
    assert "the response to gzip, with gzip," in packed.message


def test_a_guess_says_what_it_rests_on() -> None:
    (found,) = RULE.judge(RAISES["a guess"])
    assert found.message == (
        "The 200 has Content-Encoding: gzip, which the request offered, and Vary does not name Accept-Encoding"
    )
    assert found.probe == ""
