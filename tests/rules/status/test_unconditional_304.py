from interim.rules.case import Case
from interim.rules.status.unconditional_304 import RULE
from tests.fakes.exchanges import case, final, get, post, request

RAISES: dict[str, Case] = {
    "no condition": case(get(), final(304)),
    "a condition that cannot give it": case(get('If-Match: "v1"'), final(304)),
    "a POST": case(post('If-None-Match: "v1"'), final(304)),
}
QUIET: dict[str, Case] = {
    "If-None-Match": case(get('If-None-Match: "v1"'), final(304)),
    "If-Modified-Since": case(request("HEAD", "If-Modified-Since: Sun, 22 Nov 2026 16:00:00 GMT"), final(304)),
    "200": case(get(), final(200)),
    "no final response": case(get()),
}


def test_it_says_what_is_missing() -> None:
    (condition,) = RULE.judge(RAISES["no condition"])
    (method,) = RULE.judge(RAISES["a POST"])
    assert condition.message == "The 304 answers a GET without If-None-Match and without If-Modified-Since"
    assert method.message == "The 304 answers a POST; only a GET or a HEAD can be answered so"
