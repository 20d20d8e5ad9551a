"""306 (Unused)."""

from interim.codes.prose.prose import Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=306,
    answer="Reserved and without a meaning: no server should send it.",
    history=(
        (
            "An Internet-Draft by Josh Cohen, dated December 1996 and posted in June 1997 "
            "(draft-cohen-http-305-306-responses), wanted to complete 305. Its 306 Switch Proxy told a client to "
            "change to another proxy, for a time and for a part of the URIs, named in a field `Set-Proxy`. The "
            "draft expired in 1998."
        ),
        (
            "RFC 2068 goes from 305 straight to the 4xx codes. RFC 2616 §10.3.7 and RFC 9110 §15.4.7 both say that "
            "an earlier version of the specification used 306, that it is used no more, and that it is reserved."
        ),
    ),
    avoid=(
        (
            "It is no free number for a meaning of your own. New codes are registered by review of the IETF "
            "(RFC 9110 §16.2.1). Take a registered code of the class that fits, and put the detail into the "
            "content."
        ),
    ),
    effects=(
        (
            "A client treats it as 300 (RFC 9110 §15). `fetch` of Node 20, requests 2.34.2, httpx 0.28.1 and Go "
            "1.19 return it, urllib of Python 3.11.7 raises it, and curl 7.88.1 with `-L` follows its `Location` "
            "(tried). Python 3.11 and Node 20 have no name for it in their tables."
        ),
    ),
    related=(
        Related(code=305, why="the code that the draft was to complete"),
        Related(code=307, why="for a redirect that keeps the method"),
        Related(code=418, why="reserved as well, for another reason"),
    ),
    words=("switch proxy", "unused status code", "reserved status code"),
)
