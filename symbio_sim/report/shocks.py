"""What each planned shock costs, each against the same Worlds without it: tidy tables, and one for people."""

from typing import Any

import pandas as pd
from rich import box
from rich.markup import escape
from rich.table import Table

from ..config import DAY_MIN, Config
from ..metrics import StressTest, summarise
from ..metrics.stress import PROFIT_LOSS
from .numbers import NOT_AVAILABLE, Money, in_unit, number

FACTS = ("stressor", "kind", "victim", "start_day", "end_day")
"""What a row says of a shock before its measures."""

SHOWN = {
    "resilience_loss_share": ("lost value", "share"),
    "resilience_recovery_days": ("recovery", "days"),
    "stress_erosion_share": ("by lost skill", "share"),
    PROFIT_LOSS: ("lost profit", "eur"),
}
"""Columns for people: heading and unit."""


def shock_row(name: str, test: StressTest) -> dict[str, Any]:
    """Return a row of the tidy table: which shock, in which World, what it cost."""
    world, plan = test.baseline.world, test.plan
    facts = (name, plan.kind, plan.victim, plan.start_min / DAY_MIN, plan.over_min / DAY_MIN)
    measures = test.measures() | {PROFIT_LOSS: test.profit_loss_eur}
    return {"seed": world.seed, "replication": world.replication, **dict(zip(FACTS, facts, strict=True)), **measures}


def shock_summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a shock and measure: its mean and interval, as :func:`symbio_sim.metrics.summarise` has them."""
    parts = []
    for name, mine in rows.groupby("stressor", sort=False):
        found = summarise(mine.drop(columns=list(FACTS)))
        found.insert(0, "kind", mine["kind"].iloc[0])
        found.insert(0, "stressor", name)
        parts.append(found)
    return pd.concat(parts, ignore_index=True)


def shocks_table(rows: pd.DataFrame, config: Config) -> Table:
    """Return what each shock costs, for people: means over Worlds."""
    money = Money.of(config)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("shock", overflow="fold", min_width=16)
    for heading, unit in SHOWN.values():
        table.add_column(f"{heading}, {money.code}" if unit == "eur" else heading, justify="right")
    summary = shock_summary(rows)
    for name, mine in summary.groupby("stressor", sort=False):
        found = mine.set_index("measure")
        cells = [_cell(found.loc[key], unit, money) for key, (_, unit) in SHOWN.items()]
        table.add_row(escape(str(name)), *cells)
    return table


def _cell(row: Any, unit: Any, money: Money) -> str:
    mean = float(row["mean"])
    text = number(in_unit(mean, unit, money))
    after = {"share": " %", "days": " d"}.get(unit, "")
    return text if text == NOT_AVAILABLE else text + after
