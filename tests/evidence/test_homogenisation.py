"""Finding B27: with a shared vendor single results get better, and all of them more alike."""

from typing import Any, NamedTuple

import numpy as np
import pytest
from builders import EVERY_MECHANISM, bot, firm, function, role

from symbio_sim.choreography import BOT, CORRECT, NO_MODE
from symbio_sim.metrics.measures import measure
from symbio_sim.run import Run, simulate


class Seen(NamedTuple):
    """What share of results was right, how alike results were, and what that left of creativity."""

    quality: float
    alike: float
    creativity: float


def agency(share: float, vendors: int, **mechanisms: Any) -> Seen:
    """Let an agency of four, right in four of five tasks, give a share of its ideas to bots right in 19 of 20."""
    people = {"accuracy_skilled": 0.8, "accuracy_unskilled": 0.8}
    names = [f"vendor{number}" for number in range(vendors)]
    config = firm(
        {"ideas": function(200.0, 8.0, human=people)},
        {"writer": role(4, ["ideas"])},
        {f"bot{number}": bot(["ideas"], vendor=name, accuracy=0.95) for number, name in enumerate(names)},
        horizon_days=112,
        policy={"rule": "fixed_share", "share": share},
        mechanisms={"innovation": {"on": True}} | mechanisms,
    )
    run = simulate(config, 1)
    creativity = float(run.extra_days["firm_creativity"][-1, 0])
    return Seen(1.0 - measure(run)["error_share"], pairs_of_one_vendor(run), creativity)


def pairs_of_one_vendor(run: Run) -> float:
    """Return the share of pairs of results that come from bots of one vendor; people's are each their own."""
    columns = run.columns
    vendor_of = np.array([machine.vendor for machine in run.firm.bots])
    delivered = (columns["outcome"] == CORRECT) | (columns["mode"] != NO_MODE)
    by_bots = columns["mode"] == BOT
    counts = np.bincount(vendor_of[columns["bot"][by_bots]])
    return float((counts.astype(float) ** 2).sum() / delivered.sum() ** 2)


def test_b27_with_a_shared_vendor_single_results_are_better_and_together_more_alike() -> None:
    alone, shared, spread = agency(0.0, 1), agency(0.8, 1), agency(0.8, 2)
    assert shared.quality > alone.quality + 0.1
    assert spread.quality == pytest.approx(shared.quality, abs=0.01)
    assert alone.alike == 0.0
    assert shared.alike == pytest.approx(0.64, abs=0.02)
    assert 0.31 < spread.alike < 0.6 * shared.alike  # half, were the two vendors asked equally often
    assert shared.creativity < spread.creativity < alone.creativity == 1.0


def test_b27_holds_with_every_mechanism_on() -> None:
    """Single results gain less: reliance costs the people who do the rest some of their accuracy."""
    alone, shared, spread = (agency(*who, **EVERY_MECHANISM) for who in ((0.0, 1), (0.8, 1), (0.8, 2)))
    assert shared.quality > alone.quality + 0.05
    assert alone.alike < spread.alike < shared.alike
    assert shared.creativity < spread.creativity < alone.creativity
