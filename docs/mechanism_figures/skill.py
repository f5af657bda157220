"""Skill under each law: two years without practice, and what is left after three years of sharing work with bots."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from symbio_sim.choreography import SKILL_LAWS
from symbio_sim.config import load_config
from symbio_sim.report.style import End, label_ends, looks, new_figure
from symbio_sim.run import simulate

SHARES = np.linspace(0.0, 1.0, 11)
DAYS_PER_MONTH = 30.4375


def accuracy_skill(law: str, share: float, days: int) -> NDArray[np.float64]:
    """Mean accuracy skill by day of two people who share their work with a bot."""
    config = load_config(
        {
            "business": {"name": "Two people", "hours": {"mon-fri": "09:00-17:00"}},
            "functions": {
                "a": {"arrivals": {"per_day": 30.0}, "effort": {"mean_min": 20.0}, "value_eur": 1.0, "novel_share": 0.0}
            },
            "staff": {"p": {"count": 2, "functions": ["a"], "talent_sd": 0.0, "absence_days_per_year": 0.0}},
            "bots": {"b": {"technology": "ml", "vendor": "acme", "functions": ["a"], "concurrency": 9}},
            "vendors": {"acme": {"exit_per_year": 0.0}},
            "policy": {"rule": "fixed_share", "share": share, "mode": "bot"},
            "mechanisms": {name: {"on": False} for name in ("outages", "turnover", "customers")}
            | {"skill": {"law": law}},
            "stressors": {"vendor_outage": None},
            "horizon_days": days,
            "warm_up_days": 0,
        }
    )
    course: Any = simulate(config, 1).skill_days["accuracy"].mean(axis=1)
    return np.asarray(course)


def draw() -> Figure:
    """Draw both panels."""
    figure, (left, right) = new_figure(3.1, ncols=2, sharey=True)
    months = np.arange(1, 731) / DAYS_PER_MONTH
    ends = []
    for law, look in zip(SKILL_LAWS, looks(len(SKILL_LAWS)), strict=True):
        unused = accuracy_skill(law, 1.0, 730)
        # Without any practice, `replacement` and `logistic` are one and the same curve.
        left.plot(months, unused, color=look.colour, linestyle="--" if law == "logistic" else "-")
        after = [float(accuracy_skill(law, share, 1096)[-1]) for share in SHARES.tolist()]
        right.plot(100.0 * SHARES, after, color=look.colour, marker="o", markersize=3)
        ends.append(End(after[-1], law, look))
    left.set(title="All work handed over", xlabel="months", ylabel="accuracy skill (1: asymptote)", xlim=(0, 24))
    right.set(title="After three years", xlabel="work handed over (%)", xlim=(0, 100), ylim=(0.0, 1.05))
    label_ends(right, 100.0, ends)
    return figure
