"""Outages: how severe one is from minute to minute, when in the week they begin, and how long they last."""

import numpy as np
from matplotlib.figure import Figure

from symbio_sim.config import load_config
from symbio_sim.mechanisms import outage
from symbio_sim.report.style import BLUE, GREY, ORANGE, new_figure
from symbio_sim.world import draw_world
from symbio_sim.world.services import OperationalClock

N_WORLDS = 40
UTC = {"business.utc_offset_h": 0.0, "business.start_date": "2027-01-04"}
"""A firm on UTC, from a Monday, so that its week is the vendors'."""


def draw() -> Figure:
    """Draw the three panels."""
    config = load_config("bakery", UTC)
    law = config.mechanisms.outages
    figure, (severity, week, length) = new_figure(2.9, ncols=3)
    hours = np.linspace(-0.5, 4.5, 501)
    for full, colour, label in ((1.0, BLUE, "full"), (law.partial_severity, ORANGE, "partial")):
        fix = 3.0  # hours
        end = fix * (1.0 + law.tail_ratio)
        share = [outage.severity(hour, 0.0, fix, end, full) for hour in hours.tolist()]
        severity.plot(hours, 100.0 * np.array(share), color=colour, label=label)
    severity.set(title="Fixed after 3 h", xlabel="hours since it began", ylabel="visits that fail (%)", ylim=(0, 105))
    severity.legend(loc="center left")

    clock = OperationalClock(law, config.business)
    minutes = 60.0 * np.arange(169)
    passed = np.diff([clock.operational(minute) for minute in minutes.tolist()]) / 60.0
    week.step(np.arange(169) / 24.0, np.append(passed, passed[-1]), where="post", color=BLUE)
    week.axhline(1.0, color=GREY, linewidth=0.8, linestyle=":")
    week.set(
        title="Through the week (UTC)", xlabel="day", ylabel="hazard relative to its mean", xlim=(0, 7), ylim=(0, 2.3)
    )
    week.set_xticks(np.arange(7) + 0.5, ["M", "T", "W", "T", "F", "S", "S"])

    lasted = np.array(
        [
            (item.fix_min - item.start_min) / 60.0
            for replication in range(N_WORLDS)
            for item in draw_world(config, 1, replication=replication).outages
        ]
    )
    length.hist(lasted, bins=np.geomspace(0.02, 100.0, 25), color=BLUE, alpha=0.75)
    length.axvline(law.repair_median_h, color=GREY, linewidth=0.8, linestyle=":")
    length.set(title=f"{len(lasted)} outages drawn", xlabel="hours until fixed", ylabel="outages", xscale="log")
    return figure
