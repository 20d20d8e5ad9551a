from interim.protocol.pacing import Step
from interim.simulator.durations import Span
from interim.simulator.scenario import Scenario
from interim.simulator.spec import Choice

OK = Choice(codes=(200,), weights=(1,))


def test_the_same_seed_makes_the_same_choices() -> None:
    either = Choice(codes=(200, 500), weights=(1, 1))
    scenario = Scenario(asked=either, final=either, seed="7")
    assert scenario.chancy
    first = [either.pick(scenario.rng()) for _ in range(20)]
    assert len(set(first)) == 1
    unseeded = Scenario(asked=either, final=either)
    assert {either.pick(unseeded.rng()) for _ in range(100)} == {200, 500}


def test_a_script_plays_a_1xx_of_the_path_but_not_101() -> None:
    processing, switching = Choice(codes=(102,)), Choice(codes=(101,))
    scenario = Scenario(asked=processing, final=OK, count=2, interval_ns=5)
    assert scenario.script(102) == (Step(status=102, count=2, gap_ns=5),)
    assert Scenario(asked=switching, final=OK).script(101) == ()
    assert Scenario(asked=switching, final=OK).switches


def test_the_longest_hold_is_all_the_waits_before_the_final_response() -> None:
    scenario = Scenario(
        asked=Choice(codes=(102,)),
        final=OK,
        count=2,
        interval_ns=5,
        steps=(Step(status=103, gap_ns=7),),
        sleep=Span(low_ns=1, high_ns=11),
        expect_delay_ns=100,
    )
    assert scenario.longest_hold_ns() == 10 + 7 + 11 + 100


def test_two_scenarios_alike_are_two_keys() -> None:
    assert Scenario(asked=OK, final=OK) != Scenario(asked=OK, final=OK)
