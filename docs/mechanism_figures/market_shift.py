"""How people and bots get over tasks of a new kind, and one firm that does: its own runs."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import Mechanisms, load_config
from symbio_sim.metrics.agility import new_kind, right_at_once
from symbio_sim.report import style
from symbio_sim.run import simulate
from symbio_sim.world import draw_world

SHIFT_DAY, SHARE, SEEDS = 120, 0.5, range(1, 9)
CHANGES = {
    "horizon_days": 366,
    **{f"mechanisms.{name}.on": False for name in ("retraining", "drift", "turnover", "customers")},
    "stressors.vendor_outage": None,
}


def draw() -> Figure:
    """Return the figure: the drop by lessons, and the right share of new tasks relative to the twin by month."""
    law = Mechanisms().market_shift
    with style.look():
        figure, (left, right) = style.new_figure(2.9, ncols=2)
        _draw_law(left, law)
        for name, color, changes in (
            ("people alone", style.PEOPLE, {"policy": {"rule": "human_only"}}),
            ("bots alone", style.BOTS, {"policy": {"rule": "bot_only", "mode": "bot"}}),
            (
                "bots alone, retrained",
                style.BOTS,
                {"policy": {"rule": "bot_only", "mode": "bot"}, "mechanisms.retraining.on": True},
            ),
            ("bots, reviewed", style.REVIEWED, {"policy": {"rule": "bot_only", "mode": "reviewed"}}),
        ):
            dashes = style.DASHES[1] if "retrained" in name else style.SOLID
            right.plot(*_course(changes), color=color, linestyle=dashes, label=name)
        right.axhline(0.95, color=style.GREY, linewidth=0.9)
        right.set(xlabel="days since the market shifted", ylabel="right at the first go, twin = 1")
        right.set_title("A bakery in eight Worlds")
        right.legend()
    return figure


def _draw_law(axes, law) -> None:  # type: ignore[no-untyped-def]
    from symbio_sim.mechanisms import market_shift

    lessons = np.linspace(0.0, 600.0, 200)
    for drop, scale, label, color in (
        (law.human_drop, law.human_lessons, "a skilled person", style.PEOPLE),
        (law.human_drop, law.human_lessons / 0.75, "a person of skill 0.5", style.SKY),
        (law.bot_drop, law.bot_lessons, "a bot", style.BOTS),
    ):
        drops = [market_shift.ability_drop(drop, n, scale) for n in lessons.tolist()]
        axes.plot(lessons, drops, color=color, label=label)
    axes.set(xlabel="tasks of the new kind done or learned from", ylabel="drop of ability (logit)")
    axes.set_title("What is new becomes known")
    axes.legend()


def _course(changes):  # type: ignore[no-untyped-def]
    """Return days and the share of new tasks done right at once relative to the twin's, over stretches of 20 days."""
    config = load_config("bakery", CHANGES | changes)
    edges = np.arange(0.0, config.horizon_days - SHIFT_DAY, 20.0)
    right, right_twin = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
    for seed in SEEDS:
        world = draw_world(config, seed)
        shifted, twin = simulate(config, world=world.with_market_shift(SHIFT_DAY, SHARE)), simulate(config, world=world)
        mine = new_kind(shifted)
        day = world.tasks["arrival_min"][mine] / 1440.0 - SHIFT_DAY
        right += np.histogram(day, edges, weights=right_at_once(shifted)[mine])[0]
        right_twin += np.histogram(day, edges, weights=right_at_once(twin)[mine])[0]
    return edges[:-1] + 10.0, right / right_twin
