"""The resilience triangle: performance through a planned outage, relative to the same World without it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..config import DAY_MIN
from ..metrics import StressPlan, summarise
from .course import Band
from .numbers import number
from .style import DARK, GREY, PEOPLE, SKY, draw_band, look, new_figure, show_at_least

SHOWN_AT_LEAST_PERCENT = (90.0, 102.0)
"""Part of the axis that is always shown, so that what is nothing looks like nothing."""


def resilience_triangle(curves: Sequence[pd.DataFrame], plan: StressPlan, measures: pd.DataFrame) -> Figure | None:
    """Draw the resilience triangle: mean over Worlds, its 95 % interval, and what was measured.

    Parameters
    ----------
    curves
        Of each World, as :func:`symbio_sim.metrics.resilience_curve` gives them.
    plan
        The planned outage, which is marked.
    measures
        One row a World, as :func:`symbio_sim.metrics.replicate` gives them.

    Returns
    -------
    Figure or None
        None where no day after the shock can be judged, so that there is nothing to draw.
    """
    level = _aligned(curves)
    start = plan.start_min / DAY_MIN
    if not (level.index >= int(start)).any():
        return None
    with look():
        figure, axes = new_figure(3.4)
        day = level.index.to_numpy(dtype=np.float64) + 1.0 - start  # P counts the whole day
        band = Band.over(100 * level.to_numpy().T, least=0.0)
        axes.axvspan(0, plan.length_min / DAY_MIN, color=GREY, alpha=0.3, linewidth=0)
        axes.axhline(100.0, color=DARK, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.fill_between(day, 100.0, np.minimum(band.mean, 100.0), color=SKY, alpha=0.4, linewidth=0)
        draw_band(axes, day, band, PEOPLE, linewidth=1.8)
        axes.set_title("Goodput through the planned outage, against the same Worlds without it")
        axes.set_ylabel("% of the twin's goodput\n(five working days to each day)")
        axes.set_xlabel("days since the outage began")
        axes.set_xlim(day[0], day[-1])
        show_at_least(axes, *SHOWN_AT_LEAST_PERCENT)
        _annotate(axes, measures)
    return figure


def _annotate(axes: Axes, measures: pd.DataFrame) -> None:
    found = summarise(measures).set_index("measure")
    lines = [
        _line("loss", found.loc["resilience_loss_share"], 100.0, " %"),
        _line("depth on the worst day", found.loc["resilience_depth_share"], 100.0, " %"),
        _line("days until recovered", found.loc["resilience_recovery_days"], 1.0, ""),
    ]
    censored = measures["resilience_recovery_censored"].mean()
    if censored > 0:
        lines.append(f"not recovered in the window: {100 * censored:.0f} % of Worlds")
    axes.annotate(
        "\n".join(lines),
        (1.0, 0.03),
        xycoords="axes fraction",
        ha="right",
        va="bottom",
        fontsize=8.5,
        color=DARK,
        linespacing=1.5,
        bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 2.0},
    )
    axes.annotate(
        "outage", (0, 0.03), xycoords=("data", "axes fraction"), xytext=(-3, 0), textcoords="offset points",
        ha="right", fontsize=8.5, color=DARK,
    )  # fmt: skip


def _line(words: str, row: Any, factor: float, unit: str) -> str:
    mean, low, high = (factor * row[name] for name in ("mean", "ci_low", "ci_high"))
    interval = "" if np.isnan(low) else f" ({number(low, mean)} to {number(high, mean)})"
    return f"{words}: {number(mean)}{unit}{interval}"


def _aligned(curves: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return P by day (rows) and World (columns), on the days on which it is defined in every World."""
    columns = [curve.set_index("day")["P"] for curve in curves]
    return pd.concat(columns, axis=1).dropna().sort_index()
