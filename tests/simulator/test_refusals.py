from interim.asgi.refusal import Refusal
from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.refusals import refuse, refuse_input
from interim.simulator.site import Site
from tests.fakes.asgi import Reply


async def answer(refusal: Refusal | InvalidInput) -> Reply:
    reply = Reply()

    async def send(message: dict[str, object]) -> None:
        reply.messages.append(message)

    if isinstance(refusal, Refusal):
        await refuse(Site(Config()), send, refusal)
    else:
        await refuse_input(Site(Config()), send, refusal)
    return reply


async def test_a_refusal_is_problem_details_without_the_mark() -> None:
    reply = await answer(Refusal(501, "cannot", lines=[(b"x", b"y")], fault="reset"))
    assert reply.json() == {
        "type": "about:blank",
        "title": "Not Implemented",
        "status": 501,
        "detail": "cannot",
        "fault": "reset",
    }
    assert (reply.get("x"), reply.get("cache-control"), reply.get("x-simulated-status")) == ("y", "no-store", None)


async def test_bad_input_is_named_and_cut() -> None:
    reply = await answer(InvalidInput("sleep", "x" * 300, "less"))
    problem = reply.json()
    assert (problem["parameter"], problem["got"], problem["allowed"]) == ("sleep", "x" * 200 + "...", "less")
    assert problem["detail"] == f"sleep: got '{'x' * 200}...', allowed: less"
