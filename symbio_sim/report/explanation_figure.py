"""An explanation in one figure: what each pitfall costs, and what each safeguard buys, costs and nets."""

from collections.abc import Sequence
from textwrap import shorten

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..analysis.explain import Explanation
from ..experiment.explanation import ALL
from .experiment_panels import mark_zero, note_below
from .explanation_tables import named, safeguards_of
from .explanation_words import PITFALL_WORDS, Row, amount, interval, losses_of, total_of
from .numbers import Money
from .style import BLACK, BLUE, DARK, GREY, ORANGE, SKY, VERMILLION, look, new_figure

_ROW_IN = 0.30
_AROUND_IN = 1.75
"""Height of titles, axes and the note."""

_NUMBERS_PT = 56
"""How far right of the panels the numbers end (points)."""

_THOUSAND = 1000.0


def draw_explanation(found: Explanation) -> Figure:
    """Draw the two panels, one above the other: the same scale of money would hide the smaller ones."""
    money = Money.of(found.config)
    losses, safeguards = [*losses_of(found), total_of(found)], safeguards_of(found)
    heights = [len(losses), max(1, len(safeguards))]
    with look():
        figure, (above, below) = new_figure(
            _AROUND_IN + _ROW_IN * sum(heights), nrows=2, height_ratios=[height + 0.5 for height in heights]
        )
        _losses(above, losses, money)
        above.set_title("What leaning on bots costs, by pitfall")
        above.set_xlabel(f"loss, thousand {money.code} a year")
        _safeguards(below, safeguards, money)
        below.set_title("What safeguards buy and cost")
        below.set_xlabel(f"thousand {money.code} a year")
        note_below(figure, _note(found))
    return figure


def _note(found: Explanation) -> str:
    n, days = int(found.losses["n"].iloc[0]), found.config.horizon_days
    return (
        f"{shorten(found.config.business.name, 50)}: {days:,} days, {n:,} Worlds, risk weight (lambda) "
        f"{found.risk_weight:g}.\nLines: 95 % intervals. Losses are Shapley values, which add up to the last row."
    )


def _losses(axes: Axes, rows: Sequence[Row], money: Money) -> None:
    for place, row in enumerate(rows):
        colour = GREY if row["input"] == ALL else VERMILLION if row["loss"] > 0.0 else BLUE
        axes.barh(place, _shown(row["loss"], money), height=0.62, color=colour, alpha=0.85)
        _line(axes, place, interval(row, "loss"), money)
    _name_rows(axes, [PITFALL_WORDS[row["input"]] for row in rows])
    _write_beside(axes, f"{money.code} a year", [amount(row["loss"], money) for row in rows])


def _safeguards(axes: Axes, rows: Sequence[Row], money: Money) -> None:
    for place, row in enumerate(rows):
        axes.barh(place - 0.17, _shown(row["bought_eur_per_year"], money), height=0.30, color=SKY)
        axes.barh(place + 0.17, _shown(-row["cost_eur_per_year"], money), height=0.30, color=ORANGE)
        _line(axes, place, interval(row, "net"), money)
        net = _shown(row["net_eur_per_year"], money)
        axes.plot([net], [place], marker="D", color=BLACK, markersize=4.2, linestyle="none", zorder=4)
    _name_rows(axes, [named(row) for row in rows])
    _write_beside(axes, "net", [amount(row["net_eur_per_year"], money) for row in rows])
    handles = [
        Patch(color=SKY, label="buys"),
        Patch(color=ORANGE, label="costs"),
        Line2D([], [], color=BLACK, marker="D", markersize=4.2, linewidth=1.2, label="net"),
    ]
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=3, borderaxespad=0.1,
        handlelength=1.3, columnspacing=1.1)  # fmt: skip


def _write_beside(axes: Axes, heading: str, texts: Sequence[str]) -> None:
    """Write the numbers themselves right of the rows, under a heading."""
    for place, text in ((-0.78, heading), *enumerate(texts)):
        axes.annotate(
            text, (1.0, place), xycoords=("axes fraction", "data"), xytext=(_NUMBERS_PT, 0), ha="right", va="center",
            textcoords="offset points", fontsize=8.5, annotation_clip=False, color=DARK if text == heading else BLACK,
        )  # fmt: skip


def _line(axes: Axes, place: float, ends: tuple[float, float], money: Money) -> None:
    low, high = (_shown(end, money) for end in ends)
    axes.plot([low, high], [place, place], color=BLACK, linewidth=1.2, zorder=3, solid_capstyle="butt")


def _name_rows(axes: Axes, names: Sequence[str]) -> None:
    mark_zero(axes, vertical=True)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    if len(names) > 1 and names[-1] == PITFALL_WORDS[ALL]:
        axes.axhline(len(names) - 1.5, color=GREY, linewidth=0.7)


def _shown(value: float, money: Money) -> float:
    return value * money.per_eur / _THOUSAND
