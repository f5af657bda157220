"""Both engines give the same run, to the last bit, of every firm that can be drawn.

`pytest -n 0 -s tests/properties/test_engines.py` prints what the drawn firms reached.
"""

import pytest
from hypothesis import given, seed, settings
from reach import Account, reached
from whole_firms import Situation, settings_of, situations

from symbio_sim.differences import first_difference
from symbio_sim.run import Run, simulate

pytestmark = pytest.mark.usefixtures("compiled_engine")


def both(situation: Situation) -> tuple[Run, Run]:
    """Run a firm in its World on each engine."""
    mesa, kernel = (
        simulate(
            situation.config, world=situation.world, skill_restored_day=situation.skill_restored_day, engine=engine
        )
        for engine in ("mesa", "kernel")
    )
    assert (mesa.provenance["engine"], kernel.provenance["engine"]) == ("mesa", "kernel")
    return mesa, kernel


def account_of(number: int, settings_tried: int, examples: int) -> Account:
    """Hold the engines against each other on as many drawn firms in each setting, always the same ones for a number."""
    account = Account()
    for place, setting in enumerate(settings_of(number, settings_tried)):

        @seed(1000 * number + place)
        @settings(max_examples=examples, derandomize=False, database=None)
        @given(situations(setting))
        def hold(situation: Situation) -> None:
            mesa, kernel = both(situation)
            difference = first_difference(mesa, kernel)
            assert difference is None, difference.sentence(("Mesa", "the kernel"))
            account.add(reached(situation))

        hold()
    return account


def test_both_engines_record_the_same_to_the_last_bit_of_whatever_can_happen() -> None:
    """A hundred firms, in which every switch, rule, law and event takes part, and every pair of switches."""
    account = account_of(3, settings_tried=50, examples=2)
    print(account.table())
    assert account.missing() == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4, 20))
def test_both_engines_record_the_same_to_the_last_bit_of_many_more_firms(number: int) -> None:
    assert account_of(number, settings_tried=25, examples=5).examples == 125
