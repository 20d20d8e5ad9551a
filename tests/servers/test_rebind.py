"""Rebinding copies a function and leaves the original alone."""

from interim.servers.rebind import rebind

word = "original"


def say(times: int = 2, *, end: str = "!") -> str:
    return word * times + end


async def say_later() -> str:
    return word


def test_a_rebound_function_uses_our_global_and_its_own_defaults() -> None:
    ours = rebind(say, word="ours")
    assert ours() == "oursours!"
    assert ours(1, end="?") == "ours?"
    assert ours.__qualname__ == "say"


def test_the_original_is_left_as_it_was() -> None:
    rebind(say, word="ours")
    assert say() == "originaloriginal!"


async def test_a_coroutine_function_stays_one() -> None:
    assert await rebind(say_later, word="ours")() == "ours"
