from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from interim.errors import AddressRefused, NoExchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Final
from interim.inspector.deadline import Deadline
from interim.inspector.follow import Journey, follow
from interim.inspector.inquiry import Inquiry
from interim.wire.recording import Plan
from tests.fakes.exchanges import final
from tests.fakes.recorder import URL, FakeRecorder

Site = Mapping[str, Final | Exception]


def on(site: Site) -> FakeRecorder:
    def answer(plan: Plan) -> Sequence[Final]:
        found = site[plan.target.url]
        if isinstance(found, Exception):
            raise found
        return [found]

    return FakeRecorder(answer)


def to(location: str, status: int = 302) -> Final:
    return final(status, f"Location: {location}")


async def run(recorder: FakeRecorder, *, deadline: Deadline | None = None, **inquiry: Any) -> Journey:
    asked = Inquiry(url=URL, **{"follow": True, **inquiry})
    return await follow(asked, recorder, deadline=deadline or Deadline(None))


def chain() -> FakeRecorder:
    return on({URL: to("/b", 307), "http://example.test/b": to("//c.test/", 301), "http://c.test/": final(200)})


async def test_redirects_are_followed_to_the_end() -> None:
    site = chain()
    lines: list[str] = []
    asked = Inquiry(url=URL, follow=True, content=b"x")
    journey = await follow(asked, site, deadline=Deadline(None), notice=lines.append)
    assert site.asked == [("POST", URL), ("POST", "http://example.test/b"), ("GET", "http://c.test/")]
    assert [(hop.url, hop.status, hop.location) for hop in journey.hops] == [
        (URL, 307, "http://example.test/b"),
        ("http://example.test/b", 301, "http://c.test/"),
    ]
    assert journey.target.url == "http://c.test/"
    assert journey.recording.exchange.url == "http://c.test/"
    assert journey.stopped == ""
    assert lines == ["redirect: 307 to http://example.test/b", "redirect: 301 to http://c.test/"]


async def test_credentials_stay_at_the_first_origin_and_the_expectation_with_the_content() -> None:
    site = chain()
    await run(site, content=b"x", fields=Fields.of([("Authorization", "a")]), expect=True)
    assert ["Authorization" in plan.request.fields for plan in site.plans] == [True, True, False]
    assert [plan.expect for plan in site.plans] == [True, True, False]


async def test_redirects_are_not_followed_unless_asked() -> None:
    journey = await run(on({URL: to("/b")}), follow=False)
    assert journey.hops == ()
    assert journey.stopped == ""


async def test_a_circle_ends_where_it_closes() -> None:
    site = on({URL: to("/b"), "http://example.test/b": to("/x")})
    journey = await run(site)
    assert len(site.plans) == 2
    assert "circle" in journey.stopped
    assert journey.recording.exchange.url == "http://example.test/b"


async def test_the_number_of_redirects_is_bounded() -> None:
    site = on({URL if n == 0 else f"http://example.test/{n}": to(f"/{n + 1}") for n in range(20)})
    journey = await run(site, max_hops=3)
    assert len(journey.hops) == 3
    assert len(site.plans) == 4
    assert "after 3 redirects" in journey.stopped


async def test_a_redirect_to_nowhere_is_the_exchange_to_judge() -> None:
    journey = await run(on({URL: final(302)}))
    assert "no Location" in journey.stopped


async def test_the_deadline_ends_the_journey() -> None:
    journey = await run(on({URL: to("/b")}), deadline=Deadline(0, lambda: 0))
    assert "deadline" in journey.stopped
    assert journey.hops == ()


async def test_no_exchange_is_raised_and_after_a_redirect_names_it() -> None:
    with pytest.raises(NoExchange, match=r"refused$"):
        await run(on({URL: NoExchange("connect", "refused")}))
    with pytest.raises(NoExchange, match=r"refused \(after a 302 from http://example.test/x\)"):
        await run(on({URL: to("/b"), "http://example.test/b": NoExchange("connect", "refused")}))


async def test_a_refused_address_says_nothing_more() -> None:
    with pytest.raises(AddressRefused) as caught:
        await run(on({URL: to("//inner.test/"), "http://inner.test/": AddressRefused()}))
    assert str(caught.value) == str(AddressRefused())
