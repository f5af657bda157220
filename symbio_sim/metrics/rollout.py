"""What handing work to bots in phases costs (mechanism 18)."""

from ..config import Phase
from ..run import Run
from .tallied import sum_of
from .undefined import NAN


def roadmap_eur(run: Run) -> float:
    """Return the training and data work of phases that begin within the horizon (euros); NaN without a roadmap."""
    config = run.config
    if not config.roadmap:
        return NAN
    return sum_of(phase_eur(run, phase) for phase in config.roadmap if phase.start_day < config.horizon_days)


def phase_eur(run: Run, phase: Phase) -> float:
    """Return the training and data work of a phase (euros)."""
    return phase.data_work_eur + phase.training_h_per_person * _wages_eur_per_h(run, phase.functions)


def _wages_eur_per_h(run: Run, functions: list[str]) -> float:
    """Return what an hour of all who can do any of these functions costs."""
    roles = run.config.staff.values()
    return sum_of(role.count * role.wage_eur_per_h for role in roles if not set(role.functions).isdisjoint(functions))
