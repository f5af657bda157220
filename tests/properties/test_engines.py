"""Both engines give the same run, to the last bit, of every firm that can be drawn.

`pytest -n 0 -s tests/properties/test_engines.py` prints what the drawn firms reached.
"""

import dataclasses
import itertools

import pytest
from firms_by_hand import firms_by_hand
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from reach import Account
from watched import reached
from whole_firms import (
    IMPOSSIBLE,
    LEVELS,
    NOT_DESIGNED,
    Situation,
    designed_settings,
    lively_situations,
    settings_of,
    situations,
)

from symbio_sim.differences import first_difference
from symbio_sim.engines import Engine
from symbio_sim.run import Run, fingerprint, simulate

pytestmark = pytest.mark.usefixtures("compiled_engine")


def hold(situation: Situation, account: Account) -> None:
    """Hold the engines against each other on a firm in its World, and note what it reached."""
    mesa, kernel = run(situation, "mesa"), run(situation, "kernel")
    assert (mesa.provenance["engine"], kernel.provenance["engine"]) == ("mesa", "kernel")
    difference = first_difference(mesa, kernel)
    assert difference is None, difference.sentence(("Mesa", "the kernel"))
    account.add(reached(situation) | shock_felt(situation, kernel))


def run(situation: Situation, engine: Engine) -> Run:
    """Run a firm in its World on an engine."""
    return simulate(
        situation.config, world=situation.world, skill_restored_day=situation.skill_restored_day, engine=engine
    )


def shock_felt(situation: Situation, shocked: Run) -> set[str]:
    """Return the planned shock if the run is another than in the calm twin; prices are reckoned after the run."""
    if situation.calm is None:
        return set()
    calm = run(dataclasses.replace(situation, world=situation.calm), "kernel")
    felt = situation.stress == "price_spike" or fingerprint(calm) != fingerprint(shocked)
    return {f"stress {situation.stress}"} if felt else set()


def examine(drawn: st.SearchStrategy[Situation], number: int, examples: int, account: Account) -> None:
    """Do so on the simplest situation that can be drawn, and on others, always the same ones for a number."""

    @seed(number)
    @settings(max_examples=examples, derandomize=False, database=None)
    @given(drawn)
    def on_drawn(situation: Situation) -> None:
        hold(situation, account)

    on_drawn()


def account_of(number: int, settings_tried: int, examples: int) -> Account:
    """Do so on as many drawn firms in each of as many settings."""
    account = Account()
    for place, setting in enumerate(settings_of(number, settings_tried)):
        examine(situations(setting), 1000 * number + place, examples, account)
    return account


def test_both_engines_record_the_same_to_the_last_bit_of_whatever_can_happen() -> None:
    """Some three hundred firms, by chance and by design, which reach every law and event, and every pair of switches.

    Where a change of the model leaves something unreached, steer `whole_firms` or add to `firms_by_hand`.
    """
    account = account_of(9, settings_tried=90, examples=2)
    for place, setting in enumerate(designed_settings()):
        examine(lively_situations(setting), place, 1, account)
    for situation in firms_by_hand():
        hold(situation, account)
    print(account.table())
    assert account.missing() == []


def test_any_two_levels_meet_in_the_settings_that_are_designed() -> None:
    rows = designed_settings()
    assert rows == designed_settings()
    assert 126 <= len(rows) <= 140, "no fewer than rules times shocks, and not many more"
    free = [name for name in LEVELS if name not in NOT_DESIGNED]
    met = {pair for row in rows for pair in itertools.combinations([(name, row[name]) for name in free], 2)}
    cells = {name: [(name, level) for level in set(LEVELS[name])] for name in free}
    never = set(map(frozenset, IMPOSSIBLE))
    missing = [
        pair
        for one, other in itertools.combinations(free, 2)
        for pair in itertools.product(cells[one], cells[other])
        if pair not in met and frozenset(pair) not in never
    ]
    assert missing == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20, 36))
def test_both_engines_record_the_same_to_the_last_bit_of_many_more_firms(number: int) -> None:
    assert account_of(number, settings_tried=25, examples=5).examples == 125
