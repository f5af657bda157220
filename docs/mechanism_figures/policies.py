"""Which tasks go where: the line that expected cost draws, and what rules that learn give to a bot, month by month."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from symbio_sim.config import load_config
from symbio_sim.mechanisms import human_work
from symbio_sim.mechanisms.curves import logit
from symbio_sim.policies.expected_cost import prefer_bot
from symbio_sim.report.style import End, label_ends, looks, new_figure
from symbio_sim.run import simulate

DIFFICULTY = np.linspace(-3.0, 3.0, 121)
PEOPLE_EUR, BOT_EUR = 10.0, 0.9
LOSSES_EUR = (20.0, 100.0, 500.0)
RULES = ("bandit", "experienced", "skill_preserving", "resilience_aware")
MONTHS, DAYS_PER_MONTH = 24, 30


def least_confidence(difficulty: float, loss_eur: float) -> float:
    """Return the stated confidence from which the bot gets a task of this difficulty, people being 95 % right at 0."""
    error = 1.0 - human_work.accuracy(logit(0.95), 1.0, difficulty)
    confidences = np.linspace(0.0, 1.0, 1001)
    liked = [
        prefer_bot(0, 0, 0, 0, 0, difficulty, sure, 0, 0, 0, 0, 0, 0, 0, error, PEOPLE_EUR, BOT_EUR, loss_eur, 0) > 0.0
        for sure in confidences.tolist()
    ]
    return float(confidences[int(np.argmax(liked))])


def bot_share_by_month(rule: str) -> NDArray[np.float64]:
    """Return the share of tasks that a bot does in each month in an office of two people (%)."""
    run = simulate(
        load_config(
            {
                "business": {"name": "Two people", "hours": {"mon-fri": "09:00-17:00"}},
                "functions": {
                    "a": {
                        "arrivals": {"per_day": 40.0},
                        "effort": {"mean_min": 20.0},
                        "value_eur": 10.0,
                        "novel_share": 0.0,
                    }
                },
                "staff": {"p": {"count": 2, "functions": ["a"], "talent_sd": 0.0, "absence_days_per_year": 0.0}},
                "bots": {"b": {"technology": "nlp", "vendor": "acme", "functions": ["a"], "concurrency": 9}},
                "vendors": {"acme": {"exit_per_year": 0.0}},
                "policy": {"rule": rule},
                "mechanisms": {name: {"on": False} for name in ("outages", "drift", "turnover", "customers")}
                | {"silent_degradation": False},
                "stressors": {"vendor_outage": None},
                "horizon_days": MONTHS * DAYS_PER_MONTH,
                "warm_up_days": 0,
            }
        ),
        1,
    )
    bot_min: Any = run.bot_days["visits"]
    visits = np.diff(bot_min.sum(axis=1), prepend=0.0)
    came: Any = run.days["arrivals"].sum(axis=1) + run.days["returns"].sum(axis=1)
    by_month = (MONTHS, DAYS_PER_MONTH)
    return np.asarray(100.0 * visits.reshape(by_month).sum(axis=1) / came.reshape(by_month).sum(axis=1))


def draw() -> Figure:
    """Draw both panels."""
    figure, (left, right) = new_figure(3.2, ncols=2)
    ends = []
    for loss_eur, look in zip(LOSSES_EUR, looks(len(LOSSES_EUR)), strict=True):
        line = [100.0 * least_confidence(difficulty, loss_eur) for difficulty in DIFFICULTY.tolist()]
        left.plot(DIFFICULTY, line, color=look.colour)
        ends.append(End(line[-1], f"error costs {loss_eur:.0f} €", look))
    left.set(
        title="expected_cost: above the line, the bot",
        xlabel="difficulty for people (sd)",
        ylabel="confidence stated by the bot (%)",
        xlim=(-3, 3),
        ylim=(0, 100),
    )
    label_ends(left, 3.0, ends)
    ends = []
    months = np.arange(1, MONTHS + 1)
    for rule, look in zip(RULES, looks(len(RULES)), strict=True):
        share = bot_share_by_month(rule)
        right.plot(months, share, color=look.colour)
        ends.append(End(float(share[-1]), rule, look))
    right.set(
        title="Learning rules",
        xlabel="month",
        ylabel="tasks done by the bot (%)",
        xlim=(1, MONTHS),
        ylim=(0, 119),
    )
    label_ends(right, MONTHS, ends)
    return figure
