"""Both engines give the same run, to the last bit, of every firm that can be drawn.

`pytest -n 0 -s tests/properties/test_engines.py` prints what the drawn firms reached.
"""

import pytest
from firms_by_hand import firms_by_hand
from hypothesis import given, seed, settings
from reach import Account
from watched import reached
from whole_firms import Situation, settings_of, situations

from symbio_sim.differences import first_difference
from symbio_sim.run import simulate

pytestmark = pytest.mark.usefixtures("compiled_engine")


def hold(situation: Situation, account: Account) -> None:
    """Hold the engines against each other on a firm in its World, and note what it reached."""
    config, world, moment = situation.config, situation.world, situation.skill_restored_day
    mesa = simulate(config, world=world, skill_restored_day=moment, engine="mesa")
    kernel = simulate(config, world=world, skill_restored_day=moment, engine="kernel")
    assert (mesa.provenance["engine"], kernel.provenance["engine"]) == ("mesa", "kernel")
    difference = first_difference(mesa, kernel)
    assert difference is None, difference.sentence(("Mesa", "the kernel"))
    account.add(reached(situation))


def account_of(number: int, settings_tried: int, examples: int) -> Account:
    """Do so on as many drawn firms in each of as many settings, always the same ones for a number."""
    account = Account()
    for place, setting in enumerate(settings_of(number, settings_tried)):

        @seed(1000 * number + place)
        @settings(max_examples=examples, derandomize=False, database=None)
        @given(situations(setting))
        def on_drawn(situation: Situation) -> None:
            hold(situation, account)

        on_drawn()
    return account


def test_both_engines_record_the_same_to_the_last_bit_of_whatever_can_happen() -> None:
    """Some two hundred firms, which reach every switch, rule, law and event, and every pair of switches.

    Where a change of the model leaves something unreached, steer `whole_firms` or add to `firms_by_hand`.
    """
    account = account_of(9, settings_tried=90, examples=2)
    for situation in firms_by_hand():
        hold(situation, account)
    print(account.table())
    assert account.missing() == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20, 36))
def test_both_engines_record_the_same_to_the_last_bit_of_many_more_firms(number: int) -> None:
    assert account_of(number, settings_tried=25, examples=5).examples == 125
