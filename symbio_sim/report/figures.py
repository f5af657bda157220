"""The figures of a report: functions from courses and runs to matplotlib figures.

Every figure shows the mean over Worlds with the 95 % interval of that mean; with one World there is no interval.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ..config import DAY_MIN
from ..metrics import StressPlan
from ..metrics.resilience import AFTER_DAYS
from ..run import Run
from .course import Band, Course, Floats, band_of, by_period
from .style import (
    ABANDONED,
    ASSISTED,
    BLACK,
    BOTS,
    DARK,
    ERRORS,
    GREY,
    LABEL_PT,
    PEOPLE,
    REVIEWED,
    VERMILLION,
    End,
    Look,
    draw_band,
    label_ends,
    look,
    looks,
    new_figure,
    show_at_least,
)

Courses = Sequence[Course]

SKILL_SHOWN_AT_LEAST_PERCENT = (90.0, 102.0)
"""Part of the axis that is always shown, so that small changes look small."""

SMALLEST_SHARE_PERCENT = 0.1
"""A share that never reaches this is not drawn: a line on the axis says nothing."""


def throughput_and_backlog(
    courses: Courses, first: Run, stressed: Courses = (), plan: StressPlan | None = None
) -> Figure:
    """Draw tasks done a day and the backlog over time, with outages marked.

    Parameters
    ----------
    courses
        The course of each World, no planned outage.
    first
        The run of the first World; its outages are marked.
    stressed
        The course of each World with the planned outage, if there is one.
    plan
        The planned outage, which is marked.
    """
    with look():
        figure, (done, open_, strip) = new_figure(
            5.4, nrows=3, sharex=True, height_ratios=[5, 5, 0.6 + 0.35 * len(first.firm.services)]
        )
        period = _period(courses)
        _twins(done, courses, stressed, plan, period, lambda course: by_period(course.on_time, period))
        done.set_title("Tasks done correctly and on time")
        done.set_ylabel("tasks a day, weekly mean" if period == 7 else "tasks a day")
        _twins(open_, courses, stressed, plan, 1, lambda course: course.backlog)
        open_.set_title("Backlog at the end of each day")
        open_.set_ylabel("open tasks")
        for axes in (done, open_):
            axes.set_ylim(bottom=0)
            _mark_warm_up(axes, first)
        _name_warm_up(done, first)
        _outage_strip(strip, first)
        if plan is not None:
            _mark_planned((done, open_, strip), plan, first.config.horizon_days)
        _day_axis(strip, first)
        if stressed:
            done.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, borderaxespad=0.1)
    return figure


def skill_over_time(courses: Courses, first: Run) -> Figure:
    """Draw each person's skill over time, in speed and accuracy, relative to the first day.

    Thick lines are means of a role over its people and all Worlds, thin ones the people of the first World.
    """
    with look():
        roles = _seats_by_role(first)
        figure, panels = new_figure(max(3.4, 1.0 + len(roles) * LABEL_PT / 72.0), ncols=2, sharey=True)
        period = _period(courses)
        days = _middles(courses, period)
        for side, (axes, title) in enumerate(zip(panels, ("Speed", "Accuracy"), strict=True)):
            ends = []
            axes.plot([0.0, days[-1]], [100.0, 100.0], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
            for (colour, dashes), (name, seats) in zip(looks(len(roles)), roles.items(), strict=True):
                mine = [100 * by_period(course.skill[:, seats, side], period) for course in courses]
                axes.plot(days, mine[0], color=colour, linewidth=0.6, alpha=0.45)
                band = Band.over([people.mean(axis=1) for people in mine], least=0.0)
                draw_band(axes, days, band, colour, linewidth=2.0, linestyle=dashes)
                ends.append(End(float(band.mean[-1]), _words(name), Look(colour, dashes)))
            axes.set_title(title)
            _day_axis(axes, first)
        show_at_least(panels[0], *SKILL_SHOWN_AT_LEAST_PERCENT)
        label_ends(panels[1], days[-1], ends)
        panels[0].set_ylabel("skill, % of the first day's")
    return figure


def mode_shares(courses: Courses, first: Run) -> Figure:
    """Draw who did the work over time, and how much of it failed."""
    with look():
        figure, (ways, losses) = new_figure(4.6, nrows=2, sharex=True, height_ratios=[3, 2])
        period = _period(courses)
        days = _middles(courses, period)
        total = [_ended(course, period) for course in courses]
        shown = [("people", PEOPLE, 0), ("bots", BOTS, 1), ("bots, then reviewed", REVIEWED, 2)]
        if any(course.delivered[:, 3].any() for course in courses):
            shown.append(("people with advice", ASSISTED, 3))
        _share_lines(ways, days, courses, total, [(n, c, _delivered(w, period)) for n, c, w in shown], highest=100.0)
        _name_warm_up(ways, first)
        ways.set_title("Who did the work")
        ways.set_ylabel("% of tasks ended")
        lost: list[tuple[str, str, Callable[[Course], Floats]]] = [
            ("wrong results", ERRORS, lambda course: by_period(course.errors, period)),
            ("abandoned", ABANDONED, lambda course: by_period(course.abandoned, period)),
        ]
        _share_lines(losses, days, courses, total, lost)
        losses.set_title("What went wrong")
        losses.set_ylabel("per 100 tasks ended")
        for axes in (ways, losses):
            _mark_warm_up(axes, first)
        _day_axis(losses, first)
    return figure


# -------------------------------------------------------------------- parts


def _twins(
    axes: Axes,
    courses: Courses,
    stressed: Courses,
    plan: StressPlan | None,
    period: int,
    pick: Callable[[Course], Floats],
) -> None:
    """Draw the Worlds as they are and, around the planned outage, with it."""
    x = _middles(courses, period)
    draw_band(
        axes, x, band_of(courses, pick), PEOPLE, "without the planned outage" if stressed else None, linewidth=1.3
    )
    if not stressed or plan is None:
        return
    # Before the outage the twins are the same, long after it they differ by chance: drawn twice, they hide each other.
    start, end = plan.start_min / DAY_MIN, (plan.start_min + plan.length_min) / DAY_MIN
    shown = (x >= start - 1.5 * period) & (x <= end + AFTER_DAYS)
    struck = band_of(stressed, pick)
    part = Band(struck.mean[shown], struck.low[shown], struck.high[shown])
    draw_band(axes, x[shown], part, VERMILLION, "with it", linewidth=1.3)


def _outage_strip(axes: Axes, run: Run) -> None:
    """Mark when each service of the first World was out."""
    services = [f"{run.firm.vendors[vendor]} ({technology})" for vendor, technology in run.firm.services]
    outages = run.per_vendor
    for row, (vendor, technology) in enumerate(run.firm.services):
        mine = outages[(outages["vendor"] == run.firm.vendors[vendor]) & (outages["technology"] == technology)]
        for full, colour in ((True, BLACK), (False, GREY)):
            chosen = mine[(mine["severity"] >= 1.0) == full]
            axes.vlines(chosen["start_min"] / DAY_MIN, row - 0.38, row + 0.38, color=colour, linewidth=1.0)
    axes.set_yticks(range(len(services)), services, fontsize=8)
    axes.set_ylim(len(services) - 0.5, -0.5)
    axes.grid(visible=False)
    axes.tick_params(axis="y", length=0)
    axes.set_title("Outages in the first World (black: total, grey: partial)")


def _mark_planned(panels: Sequence[Axes], plan: StressPlan, horizon_days: int) -> None:
    start, end = plan.start_min / DAY_MIN, (plan.start_min + plan.length_min) / DAY_MIN
    for axes in panels:
        axes.axvspan(start, end, color=GREY, alpha=0.3, linewidth=0)
    is_late = start > 0.75 * horizon_days
    panels[0].annotate(
        "planned outage",
        (start if is_late else end, 0.04),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if is_late else 4, 0),
        textcoords="offset points",
        ha="right" if is_late else "left",
        fontsize=8,
        color=DARK,
    )


def _mark_warm_up(axes: Axes, run: Run) -> None:
    if run.config.warm_up_days:
        axes.axvspan(0, run.config.warm_up_days, color="#f1f1f1", linewidth=0, zorder=0)


def _name_warm_up(axes: Axes, run: Run) -> None:
    if run.config.warm_up_days:
        axes.annotate(
            "warm-up", (0, 0.5), xycoords=("data", "axes fraction"), xytext=(3, 0), textcoords="offset points",
            fontsize=8, color=DARK, rotation=90, va="center",
        )  # fmt: skip


def _share_lines(
    axes: Axes,
    days: NDArray[Any],
    courses: Courses,
    total: Sequence[Floats],
    parts: Sequence[tuple[str, str, Callable[[Course], Floats]]],
    *,
    highest: float | None = None,
) -> None:
    """Draw parts of the total (%), each World's own share first; parts that hardly ever happen are left out."""
    ends = []
    for name, colour, pick in parts:
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.stack([100 * pick(course) / whole for course, whole in zip(courses, total, strict=True)])
        band = Band.over(shares, 0.0, np.inf if highest is None else highest)
        if not np.nanmax(band.mean) >= SMALLEST_SHARE_PERCENT:
            continue
        draw_band(axes, days, band, colour)
        ends.append(End(float(band.mean[-1]), name, Look(colour)))
    axes.set_ylim(0.0, highest)
    label_ends(axes, float(days[-1]), ends)


def _delivered(way: int, period: int) -> Callable[[Course], Floats]:
    return lambda course: by_period(course.delivered[:, way], period)


def _ended(course: Course, period: int) -> Floats:
    return by_period(course.delivered.sum(axis=1) + course.abandoned, period)


def _period(courses: Courses) -> int:
    """Return how many days a point stands for: a week where the run is long enough to show several."""
    return 7 if courses[0].n_days >= 6 * 7 else 1


def _middles(courses: Courses, period: int) -> Floats:
    """Return the middle of each period (days)."""
    return (np.arange(courses[0].n_days // period, dtype=np.float64) + 0.5) * period


def _day_axis(axes: Axes, run: Run) -> None:
    axes.set_xlim(0, run.config.horizon_days)
    axes.set_xlabel("day since the start")


def _seats_by_role(run: Run) -> dict[str, list[int]]:
    return {
        role.name: list(range(role.first_seat, role.first_seat + role.count)) for role in run.firm.roles if role.count
    }


def _words(name: str) -> str:
    return name.replace("_", " ")
