"""The stress test: one World simulated with and without the planned shock, and with and without eroded skill.

How much of the loss is lost skill? The World is run with and without the shock, and both once more with everyone's
skill put back to its first day when the shock begins: the erosion part is what the shock costs more than it would
cost people who had forgotten nothing.
"""

import math
from dataclasses import dataclass

from ..config import DAY_MIN, Config
from ..engines import Engine
from ..run import Run, simulate
from ..world import World
from .agility import AGILITY_NAMES, agility
from .cash_flow import discounted_profit_eur_per_day
from .finance import profit_eur_per_day
from .firm_facts import facts_of
from .resilience import of_twin, resilience, window_end_min, window_tasks
from .stress_plan import Planned, StressPlan, stress_plan
from .undefined import NAN, ratio
from .window import arrived, goodput_eur, judged

PROFIT_LOSS = "stress_profit_loss_eur"
"""Name of :attr:`StressTest.profit_loss_eur` in tables."""


@dataclass(frozen=True)
class StressTest:
    """Four runs of one World around a planned shock.

    Attributes
    ----------
    plan : StressPlan
    t1_min : float
        End of the window (minutes).
    baseline, shocked : Run
        As it is, without and with the shock.
    restored, restored_shocked : Run
        The same, with skill put back to day 0 when the shock begins.
    """

    plan: StressPlan
    t1_min: float
    baseline: Run
    shocked: Run
    restored: Run
    restored_shocked: Run

    @property
    def profit_loss_eur(self) -> float:
        """By how much the profit of the measured days is less with the shock (euros)."""
        n_days = facts_of(self.baseline.firm).n_days
        return (profit_eur_per_day(self.baseline) - profit_eur_per_day(self.shocked)) * n_days

    def measures(self) -> dict[str, float]:
        """Return how the firm adapts to a shift, what the shock costs, how much of that is lost skill, the profit."""
        start = self.plan.start_min
        over = self.plan.over_min
        found = resilience(self.baseline, self.shocked, start, self.t1_min, over_min=over)
        mine = window_tasks(self.baseline, start, self.t1_min)
        good = {
            name: float(of_twin(self.baseline, run, goodput_eur(run))[mine].sum())
            for name in ("baseline", "shocked", "restored", "restored_shocked")
            for run in (getattr(self, name),)
        }
        erosion = (good["baseline"] - good["shocked"]) - (good["restored"] - good["restored_shocked"])
        is_defined = self.t1_min > start and mine.any()
        return (
            self._agility()
            | {f"resilience_{name}": value for name, value in found.items()}
            | {
                "stress_erosion_share": ratio(erosion, good["baseline"]) if is_defined else NAN,
                "stress_erosion_eur": erosion if is_defined else NAN,
                **profits_of(self.shocked),
            }
        )

    def _agility(self) -> dict[str, float]:
        """Return how the firm adapts to tasks of a new kind; NaN if the shock is another one."""
        if not self.shocked.world.market_shifts:
            return dict.fromkeys(AGILITY_NAMES, NAN)
        return {f"agility_{name}": value for name, value in agility(self.baseline, self.shocked).items()}


RESILIENCE_NAMES = (
    *AGILITY_NAMES,
    "resilience_loss_share",
    "resilience_loss_eur",
    "resilience_depth_share",
    "resilience_recovery_days",
    "resilience_recovery_censored",
    "resilience_backlog_peak_h",
    "resilience_backlog_clear_days",
    "resilience_backlog_censored",
    "stress_erosion_share",
    "stress_erosion_eur",
    "stressed_profit_eur_per_day",
    "stressed_discounted_profit_eur_per_day",
)
"""What :meth:`StressTest.measures` returns."""


def measures_of(test: StressTest | None, run: Run) -> dict[str, float]:
    """Return the measures of a stress test.

    Parameters
    ----------
    test : StressTest or None
        None where nothing is planned, or nothing is there to strike.
    run : Run
        The World as it is.

    Returns
    -------
    dict
        Where nothing strikes, the profit with the planned shock is the profit, and all else is undefined.
    """
    if test is not None:
        return test.measures()
    return dict.fromkeys(RESILIENCE_NAMES, NAN) | profits_of(run)


def profits_of(run: Run) -> dict[str, float]:
    """Return the profits of a shocked run, by the names of their measures."""
    return {
        "stressed_profit_eur_per_day": profit_eur_per_day(run),
        "stressed_discounted_profit_eur_per_day": discounted_profit_eur_per_day(run),
    }


def stress_test(
    config: Config,
    world: World,
    baseline: Run | None = None,
    *,
    planned: Planned | None = None,
    engine: Engine = "auto",
) -> StressTest | None:
    """Simulate the twins of a World around a planned shock.

    Parameters
    ----------
    config, world
        The firm and what happens to it.
    baseline : Run, optional
        The run of this firm in this World, if there is one already.
    planned : (str, Stressor), optional
        A kind of shock and its block, as `config.stressors.planned()` gives them; the first one planned if left out.
    engine : str
        As in :func:`symbio_sim.simulate`.

    Returns
    -------
    StressTest or None
        None if there is no shock to plan (see :func:`stress_plan`).
    """
    calm = simulate(config, world=world, engine=engine) if baseline is None else baseline
    plan = stress_plan(config, calm, planned)
    if plan is None:
        return None
    struck = plan.strike(world)
    restored_day = _day_not_after(plan.start_min)
    return StressTest(
        plan=plan,
        t1_min=window_end_min(calm, plan.start_min, plan.length_min),
        baseline=calm,
        shocked=simulate(config, world=struck, engine=engine),
        restored=simulate(config, world=world, skill_restored_day=restored_day, engine=engine),
        restored_shocked=simulate(config, world=struck, skill_restored_day=restored_day, engine=engine),
    )


def natural_loss(config: Config, world: World, baseline: Run, *, engine: Engine = "auto") -> dict[str, float]:
    """Return what the World's own outages and exits cost, against the twin in which no service ever fails.

    Over all tasks after warm-up that are due within the horizon: natural_loss_share of the twin's goodput value, and
    natural_loss_eur. Rare and short as such outages are, this is another thing than a planned stress.
    """
    is_calm = not world.outages and not world.exits
    twin = baseline if is_calm else simulate(config, world=world.without_outages(), engine=engine)
    mine = arrived(baseline) & judged(baseline)
    good = float(goodput_eur(twin)[mine].sum())
    loss = good - float(goodput_eur(baseline)[mine].sum())
    return {"natural_loss_share": ratio(loss, good), "natural_loss_eur": loss if mine.any() else NAN}


def _day_not_after(start_min: float) -> float:
    """Return the time in days that does not round to a moment after `start_min`, where work may have begun already."""
    day = start_min / DAY_MIN
    return day if day * DAY_MIN <= start_min else math.nextafter(day, 0.0)
