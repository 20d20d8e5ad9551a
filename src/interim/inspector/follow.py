"""From the first request over its redirects to the exchange that is judged."""

from collections.abc import Callable
from dataclasses import dataclass

from interim.errors import AddressRefused, NoExchange
from interim.exchange.messages import Request
from interim.inspector.attempt import Recorder, Watch, attempt
from interim.inspector.deadline import Deadline
from interim.inspector.first_request import first_request
from interim.inspector.inquiry import Inquiry
from interim.inspector.redirect import REDIRECTS, redirected
from interim.inspector.report import Hop
from interim.wire.recording import Recording
from interim.wire.target import Target

__all__ = ["Journey", "Notice", "follow"]

Notice = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Where the inspection ended up.

    Attributes:
        stopped: why a redirect at the end was not followed, though redirects were to be; "" otherwise.
    """

    target: Target
    request: Request
    recording: Recording
    hops: tuple[Hop, ...] = ()
    stopped: str = ""


async def follow(
    inquiry: Inquiry,
    recorder: Recorder,
    *,
    deadline: Deadline,
    watch: Watch | None = None,
    notice: Notice | None = None,
) -> Journey:
    """Record the request of the inquiry, and the ones that redirects lead to when it asks for them.

    Raises:
        InvalidInput: the inquiry cannot be made a request.
        NoExchange: one of the exchanges could not be made.
    """
    target, request = first_request(inquiry)
    hops: list[Hop] = []
    asked = {_key(target, request)}
    stopped = ""
    while True:
        recording = await _record(inquiry, recorder, target, request, hops, deadline=deadline, watch=watch)
        final = recording.exchange.final
        if not inquiry.follow or final is None or final.status not in REDIRECTS:
            break
        onward = redirected(target, request, final)
        if isinstance(onward, str):
            stopped = onward
            break
        if _key(*onward) in asked:
            stopped = f"the redirects lead in a circle, back to {onward[0].url}"
            break
        if len(hops) >= inquiry.max_hops:
            stopped = f"after {inquiry.max_hops} redirects one more was not followed, to {onward[0].url}"
            break
        if deadline.over:
            stopped = f"the deadline came before the redirect to {onward[0].url}"
            break
        hops.append(Hop(url=target.url, status=final.status, location=onward[0].url))
        target, request = onward
        asked.add(_key(target, request))
        if notice is not None:
            notice(f"redirect: {final.status} to {target.url}")
    return Journey(target=target, request=request, recording=recording, hops=tuple(hops), stopped=stopped)


async def _record(
    inquiry: Inquiry,
    recorder: Recorder,
    target: Target,
    request: Request,
    hops: list[Hop],
    *,
    deadline: Deadline,
    watch: Watch | None,
) -> Recording:
    try:
        return await attempt(
            recorder,
            inquiry,
            target,
            request,
            http=inquiry.http,
            expect=inquiry.expect and bool(request.content),
            limits=inquiry.limits,
            deadline=deadline,
            watch=watch,
        )
    except AddressRefused:
        raise
    except NoExchange as error:
        if not hops:
            raise
        last = hops[-1]
        raise NoExchange(error.phase, f"{error.reason} (after a {last.status} from {last.url})") from error


def _key(target: Target, request: Request) -> tuple[str, str]:
    return request.method, target.url
