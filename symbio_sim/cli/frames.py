"""Tables in the terminal: an estimate and its interval in one column."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

MOST_ROWS = 40
"""Rows that are shown of a table; its file has all."""

Show = Callable[[float, float], str]
"""Writes a number; the second one sets the decimals."""


def frame_table(frame: "pd.DataFrame", columns: Mapping[str, str], shows: Mapping[str, Show]) -> "Table":
    """Return the first rows of a frame.

    Parameters
    ----------
    frame : DataFrame
        An estimate `x` has its interval in `x_ci_low` and `x_ci_high`, or `ci_low` and `ci_high` if it is `mean`,
        `value` or the only one.
    columns : mapping
        Headings by the columns to show, in order; those that the frame does not have are left out.
    shows : mapping
        How to write the numbers of columns that have a unit.
    """
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    present = [name for name in columns if name in frame.columns]
    for name in present:
        is_number = all(_is_number(value) for value in frame[name])
        shown.add_column(columns[name], justify="right" if is_number else "left")
    for row in frame.head(MOST_ROWS).to_dict("records"):
        shown.add_row(*(escape(estimate_text(row, name, shows.get(name, plain))) for name in present))
    return shown


def estimate_text(row: Mapping[Any, Any], name: str, show: "Show | None" = None) -> str:
    """Return a value of a row with its interval, if it has one."""
    value = row[name]
    if not isinstance(value, float) or show is None:
        return value_text(value)
    low, high = interval_of(row, name)
    text = _shown(value, value, show)
    return text if math.isnan(low) else f"{text} ({_shown(low, value, show)} to {_shown(high, value, show)})"


def interval_of(row: Mapping[Any, Any], name: str) -> tuple[float, float]:
    """Return the ends of the interval of an estimate; NaN if it has none."""
    nothing = (math.nan, math.nan)
    own = (f"{name}_ci_low", f"{name}_ci_high")
    if own[0] in row:
        return row[own[0]], row[own[1]]
    if "ci_low" not in row or name not in _FIRST_ESTIMATE or name != _first(row):
        return nothing
    return row["ci_low"], row["ci_high"]


_FIRST_ESTIMATE = ("mean", "value", "difference")


def _first(row: Mapping[Any, Any]) -> str:
    return next(name for name in _FIRST_ESTIMATE if name in row)


def value_text(value: Any) -> str:
    """Return a value of a lever, or anything else that is no estimate."""
    if isinstance(value, bool):
        return "true" if value else "false"  # as in the YAML of levers
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    return plain(value, value) if _is_number(value) else str(value)


def plain(value: float, size: float) -> str:
    """Write a number without unit with three digits or so."""
    if math.isinf(value):
        return "∞" if value > 0.0 else "−∞"
    if value == int(value) and abs(value) < 1e6:
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(size) >= 1000.0 else f"{value:.3g}"


def p_text(value: float, _: float) -> str:
    """Write a p-value."""
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _shown(value: float, size: float, show: Show) -> str:
    return "–" if math.isnan(value) else show(value, size)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def headings(levers: Sequence[str], **others: str) -> dict[str, str]:
    """Return headings: levers by their own names, then the others."""
    return {name: name for name in levers} | others
