"""What planned shocks cost in the worst Worlds: value at risk and expected shortfall, as a table and in words."""

from collections.abc import Iterator

import pandas as pd
from rich.markup import escape

from ..metrics import conditional_value_at_risk, value_at_risk
from ..metrics.risk import TAIL
from ..metrics.stress import PROFIT_LOSS
from .collect import Collected

LOSSES = ("resilience_loss_share", "resilience_loss_eur", PROFIT_LOSS)
"""Losses whose risk is told, where they are measured."""

LEVEL = 1.0 - TAIL
COLUMNS = ("stressor", "measure", "level", "n", "mean", "var", "cvar", "note")


def stress_risk(found: Collected) -> pd.DataFrame:
    """Return one row a planned shock and loss: mean, VaR and CVaR of what it costs over Worlds.

    Returns
    -------
    DataFrame
        `COLUMNS`. Where Worlds are too few for `level`, or a loss is undefined in some, `var` and `cvar` are NaN and
        `note` says why.
    """
    rows = [
        {"stressor": name, "measure": loss, "level": LEVEL, **_risk(mine[loss])}
        for name, mine in _by_shock(found)
        for loss in LOSSES
        if loss in mine
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def risk_text(risk: pd.DataFrame) -> Iterator[str]:
    """Say what shocks cost in the worst Worlds, or why nothing can be said."""
    shares = risk[risk["measure"] == "resilience_loss_share"]
    for note in shares["note"][shares["note"] != ""].unique():
        yield f"VaR and CVaR of what planned shocks cost: {note}."
    for row in shares[shares["note"] == ""].to_dict("records"):
        yield (
            f"In the worst {TAIL:.0%} of Worlds {escape(str(row['stressor']))} costs {row['var']:.1%} of value or more "
            f"(VaR), {row['cvar']:.1%} on average (CVaR)."
        ).replace("%", " %")


def _by_shock(found: Collected) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the Worlds of each shock: the first planned one stands in the measures, if it is alone."""
    if len(found.shocks):
        yield from ((str(name), mine) for name, mine in found.shocks.groupby("stressor", sort=False))
    elif found.plan is not None:
        yield found.plan.kind, found.measures


def _risk(losses: "pd.Series[float]") -> dict[str, float | str]:
    """Return mean, VaR and CVaR of a loss over Worlds, and why they are undefined if they are."""
    facts: dict[str, float | str] = {"n": int(losses.notna().sum()), "mean": float(losses.mean())}
    try:
        tail = value_at_risk(losses, LEVEL), conditional_value_at_risk(losses, LEVEL)
    except ValueError as error:  # too few Worlds, or undefined in some of them
        return facts | {"var": float("nan"), "cvar": float("nan"), "note": str(error)}
    return facts | {"var": tail[0], "cvar": tail[1], "note": ""}
