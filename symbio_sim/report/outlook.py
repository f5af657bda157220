"""What is to be expected of a config before any run, as text and as data."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd
from rich import box
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from ..firm.outlook import LOAD_MAX, LOAD_MIN, Outlook
from .numbers import number


def outlook_text(expected: Outlook) -> Iterator[RenderableType]:
    """Say how busy people would be without bots, how reliable services are, how good bots are; then the warnings."""
    if len(expected.pools):
        yield f"\n[bold]People without bots[/bold] (busy between {LOAD_MIN:.0%} and {LOAD_MAX:.0%} is sensible)"
        yield _pools(expected.pools)
    if len(expected.services):
        yield "[bold]Services of vendors[/bold] (planned outages and catastrophes left out)"
        yield _services(expected.services.reset_index())
    if len(expected.bots):
        yield "[bold]Bots on day 0[/bold] (what they state of their certainty: discrimination and calibration)"
        yield _bots(expected.bots.reset_index())
    for warning in expected.warnings:
        yield f"[yellow]Warning:[/yellow] {escape(warning)}"


def outlook_data(expected: Outlook) -> dict[str, Any]:
    """Return the same as plain data, table by table."""
    tables = {name: getattr(expected, name) for name in ("pools", "roles", "people", "services", "bots")}
    named = {name: table if name == "pools" else table.reset_index() for name, table in tables.items()}
    return {name: table.to_dict("records") for name, table in named.items()} | {"warnings": list(expected.warnings)}


def _pools(pools: pd.DataFrame) -> Table:
    table = _table("functions", "people", "work, h a week", "their hours", "busy")
    for row in pools.to_dict("records"):
        hours = (number(row["work_h_per_week"]), number(row["hours_per_week"]))
        table.add_row(escape(row["functions"]), str(row["people"]), *hours, _busy(row))
    return table


def _busy(pool: Mapping[Hashable, Any]) -> str:
    """Say between what a run will lie: the load of people who keep up and of people who have fallen behind."""
    if pool["customers_may_leave"]:
        return f"{_percent(pool['load'])} less callers who leave"
    keeping_up, behind = _percent(pool["load"]), _percent(pool["load_if_behind"])
    return keeping_up if keeping_up == behind else f"{100.0 * pool['load']:.0f} to {behind}"


def _services(services: pd.DataFrame) -> Table:
    table = _table("vendor (technology)", "available", "effectively", "outages a year", "exits a year")
    for row in services.to_dict("records"):
        table.add_row(
            f"{escape(row['vendor'])} ({row['technology']})",
            _percent(1.0 - row["unavailability"], 2),
            _percent(1.0 - row["effective_unavailability"], 2),
            number(row["outages_per_year"]),
            number(row["exits_per_year"]),
        )
    return table


def _bots(bots: pd.DataFrame) -> Table:
    table = _table("bot: function", "correct", "novel tasks", "stated", "AUROC", "calibration error")
    for row in bots.to_dict("records"):
        table.add_row(
            escape(f"{row['bot']}: {row['function']}"),
            *(_percent(row[name]) for name in ("accuracy", "accuracy_novel", "confidence")),
            number(row["auroc"]),
            _percent(row["calibration_error"]),
        )
    return table


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place else "left")
    return table


def _percent(share: float, decimals: int = 0) -> str:
    return f"{100.0 * share:.{decimals}f} %"
