"""What analyses answer, for people: the main columns of their tables, and sentences."""

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..config import Config
from ..experiment.analyses import AnalysisBase, Attribution, Discovery, TippingPoint
from ..metrics import MEASURES
from ..report.numbers import Money, in_unit, number, unit_text
from .frames import Show, estimate_text, frame_table, headings, p_text, plain, value_text

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

_MAIN = {
    "rank": "rank",
    "input": "input",
    "other": "with",
    "index": "index",
    "cost_eur_per_year": "EUR a year",
    "mean": "mean",
    "value": "value",
    "difference": "difference",
    "p_holm": "p",
    "better_arm": "better alone",
    "synergy": "synergy",
    "g": "g",
    "beyond_sum": "beyond the sum",
    "replications_to_separate": "Worlds needed",
}
"""Headings of the columns that are shown of tables by outcome."""


def answer_text(
    analysis: AnalysisBase, frame: "pd.DataFrame", inputs: list[str], config: Config
) -> "Iterator[RenderableType]":
    """Give what to show of an answer.

    Parameters
    ----------
    analysis : Ranking, Pairs, ...
        What was asked.
    frame : DataFrame
        The answer.
    inputs : list of str
        Levers and uncertainties of the experiment.
    config : Config
        The firm, for its currency.
    """
    money = Money.of(config)
    yield f"[bold]{analysis.label}[/bold]"
    if isinstance(analysis, TippingPoint):
        yield from _tipping_points(analysis, frame, money)
    elif isinstance(analysis, Attribution):
        yield from _shares_of_loss(analysis, frame, money)
    elif isinstance(analysis, Discovery):
        yield from _conditions(frame)
    elif "outcome" in frame:
        yield from _by_outcome(frame, inputs, money)
    else:
        yield frontier_table(frame, inputs, money)


def in_words(outcome: str, money: Money) -> str:
    """Return a measure's label with its unit."""
    unit = unit_text(MEASURES[outcome].unit, money)
    return MEASURES[outcome].label + (f" ({unit})" if unit else "")


def in_its_unit(outcome: str, money: Money) -> Show:
    """Return what writes values of a measure."""
    unit = MEASURES[outcome].unit
    return lambda value, size: number(in_unit(value, unit, money), abs(in_unit(size, unit, money)))


def frontier_table(frame: "pd.DataFrame", inputs: list[str], money: Money) -> "RenderableType":
    """Return alternatives with several outcomes each."""
    outcomes = [str(name) for name in frame if name in MEASURES]
    columns = headings(
        [str(name) for name in frame if name in inputs],
        trial="trial",
        on_frontier="frontier",
        frontier_share="how sure",
        cost_eur_per_year="EUR a year",
        **{name: in_words(name, money) for name in outcomes},
    )
    shows = {name: in_its_unit(name, money) for name in outcomes} | {"frontier_share": _per_cent}
    return frame_table(frame, columns, shows)


def search_text(found: "pd.DataFrame", levers: list[str], config: Config) -> "Iterator[RenderableType]":
    """Give what to show of a search: how many trials there were, and those that no other beats."""
    best = found[found["on_frontier"]]
    within = f", {int(found['within_budget'].sum()):,} within the budget" if "within_budget" in found else ""
    undefined = int((found["n_undefined"] > 0).sum())
    without = f", {undefined:,} with an undefined outcome" if undefined else ""
    if best.empty:
        yield f"{len(found):,} trials{within}{without}: there is no best one. {_why_none(found)}"
        return
    yield f"{len(found):,} trials{within}{without}; not beaten by another:"
    yield frontier_table(best.drop(columns="on_frontier"), levers, Money.of(config))


def _why_none(found: "pd.DataFrame") -> str:
    """Tell why no trial of a search counts, and what to do."""
    known = found[found["n_undefined"] == 0]
    if known.empty:
        return "In each of them an outcome is undefined in some World, or a run failed: see the table, and failures.csv"
    cheapest = known.nsmallest(1, "cost_eur_per_year").to_dict("records")[0]
    cost = number(cheapest["cost_eur_per_year"])
    return f"The cheapest, trial {cheapest['trial']}, costs {cost} EUR a year: raise --budget, or let levers cost less"


def _by_outcome(frame: "pd.DataFrame", inputs: list[str], money: Money) -> "Iterator[RenderableType]":
    known = {*inputs, *(f"{name}{side}" for name in inputs for side in ("_a", "_b"))}
    levers = [str(name) for name in frame if name in known]
    for outcome, rows in frame.groupby("outcome", sort=False):
        show = in_its_unit(str(outcome), money)
        shows = {"mean": show, "difference": show, "synergy": show, "beyond_sum": show, "p_holm": p_text}
        if "index" in frame and frame["index"].iloc[0] not in ("S1", "ST", "S2"):
            shows["value"] = show
        yield f"{in_words(str(outcome), money)}, {_worlds(rows)}"
        yield frame_table(rows, headings(levers, **_MAIN), shows)


def _worlds(rows: "pd.DataFrame") -> str:
    """Tell how many Worlds estimates are of."""
    fewest, most = int(rows["n"].min()), int(rows["n"].max())
    if fewest == most:
        return f"{most:,} World{'' if most == 1 else 's'}"
    return f"{fewest:,} to {most:,} Worlds"


def _tipping_points(analysis: TippingPoint, frame: "pd.DataFrame", money: Money) -> "Iterator[RenderableType]":
    shows = {name: in_its_unit(analysis.profit, money) for name in ("profit_mean", "profit_es", "V", "difference")}
    shows |= {analysis.realised: in_its_unit(analysis.realised, money), "p_holm": p_text}
    columns = headings(
        [analysis.lever],
        **{analysis.realised: "realised"},
        profit_mean="profit",
        profit_es="worst 5 %",
        V="V",
        difference="to the best",
        over_symbiosis="over-symbiosis",
    )
    frame = frame.drop(columns="profit_es") if analysis.risk_weight == 0.0 else frame
    for values, rows in frame.groupby(analysis.by, sort=False) if analysis.by else [((), frame)]:
        where = ", ".join(f"{name} {value_text(value)}" for name, value in zip(analysis.by, values, strict=True))
        tips = f"{_tips(analysis.lever, rows.iloc[0])}, {_worlds(rows)}"
        yield f"{where}: {tips}" if where else tips
        yield frame_table(rows, columns, shows)


def _shares_of_loss(analysis: Attribution, frame: "pd.DataFrame", money: Money) -> "Iterator[RenderableType]":
    show = in_its_unit(analysis.profit, money)
    shows = {"loss": show, "loss_alone": show, "loss_last": show}
    columns = headings(
        analysis.within, input="of", other="with", loss="loss", loss_alone="alone", loss_last="added to all others"
    )
    yield f"what is lost of: {in_words(analysis.profit, money)}, lambda {analysis.risk_weight:g}, {_worlds(frame)}"
    yield frame_table(frame, columns, shows)


def _tips(lever: str, row: "Mapping[Any, Any] | pd.Series[Any]") -> str:
    best, low, high = (value_text(row[name]) for name in ("a_star", "a_star_ci_low", "a_star_ci_high"))
    if row["in_range"]:
        return f"{lever} pays up to {best} (95 % of resamples: {low} to {high})"
    return f"no tipping point in range: the best {lever} is {best}, an end (95 % of resamples: {low} to {high})"


def _conditions(frame: "pd.DataFrame") -> Iterator[str]:
    box = frame[frame["chosen"]].to_dict("records")
    first = box[0]
    yield f"{first['n_all_failed']:,} of {first['n_all']:,} cells fail"
    if not first["input"]:
        yield "no condition tells them from the others"
        return
    for row in box:
        again = f"again in {_per_cent(row['reproduced_share'], 1.0)} of half samples"
        yield f"  {row['input']}: {_limit(row)} (quasi-p {p_text(row['quasi_p'], 1.0)}; {again})"
    coverage, density = (estimate_text(first, name, _per_cent) for name in ("coverage", "density"))
    yield f"hold {coverage} of all failures; of the {first['n_cells']:,} cells in them, {density} fail"


def _limit(row: Mapping[Any, Any]) -> str:
    if row["cases"]:
        return str(row["cases"])
    parts = [f"from {plain(row['low'], row['low'])}"] if math.isfinite(row["low"]) else []
    parts += [f"to {plain(row['high'], row['high'])}"] if math.isfinite(row["high"]) else []
    return " ".join(parts)


def _per_cent(value: float, _: float) -> str:
    return f"{100.0 * value:.0f} %"
