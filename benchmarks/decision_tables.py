"""Tables of time to a decision."""

from rich.console import Console
from rich.table import Table

from . import decision as d
from .decision_costs import Costs, costs, simpy_here
from .decision_study import WEEK, lived

WORLDS = 1_000
"""Worlds from which the spread of outcomes is known."""


def print_decision(console: Console, rounds: int, n_tasks: float) -> None:
    """Print what each device saves, and the processor seconds to a decision."""
    if not simpy_here():
        console.print("left out: time to a decision (SimPy is not installed)")
        return
    found = list(d.decisions(lived(n_tasks, WORLDS)))
    console.print(_spreads(found, n_tasks))
    console.print(_savings(found))
    moved, error = max((item.bias_of_controls() for item in found), key=lambda item: abs(item[0]))
    what = f"controls move the mean of {d.BATCH} Worlds by at most {moved:+.3f} (± {error:.3f}) of its standard error"
    console.print(what, highlight=False)
    spent = costs(n_tasks, rounds)
    console.print(_costs(spent, rounds))
    console.print(_seconds(found, spent))


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number == 0 else "right")
    return table


def _mixes(item: d.Decision) -> str:
    return f"{item.shares[0]:g} to {item.shares[1]:g}"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100.0 else f"{ratio:.3g}"


def _spreads(found: list[d.Decision], n_tasks: float) -> Table:
    devices = (d.SEEDS, d.TWINS, d.COMMON, d.CONTROLLED)
    title = f"Spread of one difference, %: about {n_tasks:,.0f} tasks, {WORLDS:,} Worlds"
    table = _table(title, "outcome", "mixes", "the first's", "difference", *devices)
    for item in found:
        spread = item.spreads()
        table.add_row(
            item.outcome,
            _mixes(item),
            f"{100.0 * item.first.mean():.2f}",
            f"{100.0 * item.difference.mean():+.2f}",
            *(f"{100.0 * spread[device]:.3g}" if device in spread else "" for device in devices),
        )
    return table


def _savings(found: list[d.Decision]) -> Table:
    title = "Times less variance, and so fewer Worlds"
    table = _table(title, "outcome", "mixes", d.TWINS, f"{d.COMMON}, all in all", d.CONTROLLED)
    for item in found:
        spread, (low, high) = item.spreads(), item.range_of_variance_ratio()
        table.add_row(
            item.outcome,
            _mixes(item),
            _times((spread[d.SEEDS] / spread[d.TWINS]) ** 2) if d.TWINS in spread else "",
            f"{_times((spread[d.SEEDS] / spread[d.COMMON]) ** 2)} ({_times(low)} to {_times(high)})",
            f"another {(spread[d.COMMON] / spread[d.CONTROLLED]) ** 2:.2f}",
        )
    return table


def _costs(spent: Costs, rounds: int) -> Table:
    table = _table(
        f"Processor time of one difference, ms: median of {rounds} rounds", "what", d.GOODPUT, "a stress loss"
    )
    for name, run_s in spent.simpy.items():
        table.add_row(name, *(f"{1e3 * runs * (run_s + spent.drawing):,.0f}" for runs in sorted(set(d.RUNS.values()))))
    table.add_row("ours, that outcome alone", *(f"{1e3 * d.ours_s(spent, name):.1f}" for name in (d.GOODPUT, WEEK)))
    every = (spent.compare, spent.compare_stress)
    table.add_row("ours, `compare` with every measure", *(f"{1e3 * seconds:.1f}" for seconds in every))
    return table


def _seconds(found: list[d.Decision], spent: Costs) -> Table:
    title = f"Processor seconds until the 95 % interval is within {d.PRECISION:.0%}"
    headings = ("outcome", "mixes", "SimPy: replications", "seconds", "ours: Worlds", "seconds", "times fewer")
    table = _table(title, *headings, "where it takes many Worlds")
    for item in found:
        needed = item.needed()
        theirs, ours = needed[d.SEEDS], min(needed[d.COMMON], needed[d.CONTROLLED])
        theirs_s, ours_s = theirs * d.simpy_s(spent, item.outcome), ours * d.ours_s(spent, item.outcome)
        table.add_row(
            item.outcome,
            _mixes(item),
            f"{theirs:,}",
            f"{theirs_s:,.0f}",
            f"{ours:,}",
            f"{ours_s:.2f}",
            f"{theirs_s / ours_s:,.0f}",
            f"{d.times_fewer_in_the_long_run(item, spent):,.0f}",
        )
    return table
