"""Results as tables for people."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
from rich import box
from rich.padding import Padding
from rich.table import Table

from ..config import Config
from ..metrics.names import GROUPS, MEASURES, Measure
from .numbers import Money, in_unit, number, unit_text


def measures_table(summary: pd.DataFrame, money: Money) -> Table:
    """Return the measures by group: mean, 95 % interval, unit.

    Parameters
    ----------
    summary : DataFrame
        As from :func:`symbio_sim.metrics.summarise`.
    money : Money
        The currency to show.
    """
    table = _table("", "mean", "95 % interval", "unit")
    for measure, row in _by_group(table, summary):
        mean, low, high = (in_unit(row[name], measure.unit, money) for name in ("mean", "ci_low", "ci_high"))
        table.add_row(
            _label(measure, row),
            number(mean),
            _interval(mean, low, high),
            unit_text(measure.unit, money),
        )
    return table


def comparison_table(paired: pd.DataFrame, money: Money, *, narrow: bool = False) -> Table:
    """Return two firms side by side: means, the difference B - A in the same Worlds, and whether chance explains it.

    Parameters
    ----------
    paired : DataFrame
        As from :func:`symbio_sim.metrics.compare`.
    money : Money
        The currency to show.
    narrow : bool
        Whether to leave out the mean of B, which is that of A plus the difference.
    """
    table = _table("", "A", *(() if narrow else ("B",)), "difference", "95 % interval", "")
    for measure, row in _by_group(table, paired):
        names = ("mean_a", "mean_b", "difference", "ci_low", "ci_high")
        a, b, difference, low, high = (in_unit(row[name], measure.unit, money) for name in names)
        table.add_row(
            _label(measure, row, unit_text(measure.unit, money)),
            number(a),
            *(() if narrow else (number(b),)),
            number(difference, signed=True),
            _interval(difference, low, high, signed=True),
            verdict(measure, low, high),
        )
    return table


def verdict(measure: Measure, low: float, high: float) -> str:
    """Return whether B is better or worse, where the interval of the difference leaves no doubt; else nothing."""
    if math.isnan(low) or low <= 0.0 <= high:
        return ""
    if measure.better == "neither":
        return "differs"
    return "better" if (low > 0.0) == (measure.better == "higher") else "worse"


def any_undefined(summary: pd.DataFrame) -> bool:
    """Return whether some measure is undefined in some Worlds, so that its row is starred."""
    return bool(((summary["n"] > 0) & (summary["n_undefined"] > 0)).any())


def businesses_table(configs: dict[str, Config]) -> Table:
    """Return the ready-made businesses, one a row."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("name", style="bold", no_wrap=True)
    table.add_column("business", ratio=1)
    for heading in ("people", "bots", "functions"):
        table.add_column(heading, justify="right")
    for name, config in configs.items():
        row = business_row(name, config)
        about = f"{row['business']}: {row['description']}" if row["description"] else row["business"]
        table.add_row(name, about, *(str(row[key]) for key in ("people", "bots", "functions")))
    return table


def business_row(name: str, config: Config) -> dict[str, Any]:
    """Return what a list says about a ready-made business."""
    return {
        "name": name,
        "business": config.business.name,
        "description": config.business.description,
        "people": sum(role.count for role in config.staff.values()),
        "bots": len(config.bots),
        "functions": len(config.functions),
    }


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for place, heading in enumerate(headings):
        is_number = 0 < place < len(headings) - 1 and heading not in ("unit", "")
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=place > 0)
    return table


def _by_group(table: Table, frame: pd.DataFrame) -> Iterator[tuple[Measure, Any]]:
    """Give the measures in their order of display, with the groups' headings; not those of which nothing is defined."""
    rows = {row["measure"]: row for row in frame.to_dict("records")}
    for group in GROUPS:
        mine = [measure for measure in MEASURES.values() if measure.group == group and measure.key in rows]
        if not any(rows[measure.key]["n"] for measure in mine):
            continue
        if table.row_count:
            table.add_row()
        table.add_row(f"[bold]{group}[/bold]")
        for measure in mine:
            yield measure, rows[measure.key]


def _label(measure: Measure, row: Any, unit: str = "") -> Padding:
    words = f"{measure.label}, {unit}" if unit else measure.label
    return Padding(f"{words}{' *' if row['n'] and row['n_undefined'] else ''}", (0, 0, 0, 2))


def _interval(mean: float, low: float, high: float, *, signed: bool = False) -> str:
    if math.isnan(low):
        return ""
    write: Callable[[float], str] = lambda value: number(value, mean, signed=signed)  # noqa: E731 - local shorthand
    return f"{write(low)} to {write(high)}"
