"""A report as text: what was run, what was found, the table, what failed, where it lies."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console, RenderableType
from rich.markup import escape

from ..config import Config
from ..metrics import summarise
from ..metrics.findings import finding
from ..world import Log
from .collect import Collected
from .numbers import Money
from .shocks import shocks_table
from .stress_risk import risk_text, stress_risk
from .tables import any_undefined, comparison_table, measures_table
from .writer import FAILURES, Task, repeat_command

if TYPE_CHECKING:
    from .produce import Report

WIDTH_OF_FILE = 100
STARRED = "* undefined in some Worlds, which its mean leaves out"


def report_text(task: Task, found: Collected) -> Iterator[RenderableType]:
    """Give the parts of the report of finished Worlds, from title to footnotes."""
    config, n = task.config, len(found.finished)
    yield (
        f"[bold]{escape(config.business.name)}[/bold]: {n} {'World' if n == 1 else 'Worlds'} of "
        f"{config.horizon_days} days (the first {config.warm_up_days} not measured), seed {task.seed}"
    )
    if not n:
        return
    summary = summarise(found.measures)
    yield f"\n[bold]{escape(finding(found.measures))}[/bold]\n"
    yield measures_table(summary, Money.of(config))
    if len(found.shocks):
        yield "[bold]Planned shocks[/bold], each against the same Worlds without it"
        yield shocks_table(found.shocks, config)
    yield from risk_text(stress_risk(found))
    if n == 1:
        yield "Intervals need at least two Worlds: ask for more with --replications."
    if any_undefined(summary):
        yield STARRED


def comparison_text(
    paired: pd.DataFrame, configs: tuple[Config, Config], names: tuple[str, str], seed: int, *, narrow: bool = False
) -> Iterator[RenderableType]:
    """Give the parts of a comparison of A and B, from title to footnotes."""
    n = paired.attrs["worlds"]
    yield f"[bold]{escape(names[0])}[/bold]\n[bold]{escape(names[1])}[/bold]"
    yield f"Difference B − A in {n} {'World' if n == 1 else 'Worlds'}, seed {seed}; {paired.attrs['note']}."
    yield comparison_table(paired, Money.of(*configs), narrow=narrow)
    if n == 1:
        yield "Intervals need at least two Worlds: ask for more with --replications."
    else:
        yield (
            "better, worse, differs: said of B where the interval of the difference leaves out 0; "
            "about one in twenty such marks would come by chance alone"
        )
    if any_undefined(paired):
        yield STARRED


def shock_text(
    paired: pd.DataFrame, configs: tuple[Config, Config], shock: str, *, narrow: bool
) -> Iterator[RenderableType]:
    """Give the part of a comparison that is about one more shock."""
    yield f"[bold]Planned shock[/bold] {escape(shock)}, each firm against the same Worlds without it"
    yield comparison_table(paired, Money.of(*configs), narrow=narrow)


def write_text(path: Path, task: Task, found: Collected) -> None:
    """Write the report of finished Worlds as a text file."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        console = Console(file=file, width=WIDTH_OF_FILE, highlight=False, color_system=None)
        for part in report_text(task, found):
            console.print(part)


def log_text(log: Log | None) -> Iterator[str]:
    """Say what was read from an event log and what was left out, if there is one."""
    if log is None:
        return
    yield escape(str(log.report))
    if log.report.used < log.report.rows:
        yield "The rows left out are listed in rejected_rows.csv, each with the reason."


def failures_text(report: "Report", command: Sequence[str]) -> Iterator[str]:
    """Say which Worlds failed and how to repeat them."""
    for failure in report.found.failures:
        again = repeat_command(command, failure.replication)
        yield f"[red]World {failure.replication} failed:[/red] {escape(failure.error)}\n  to repeat: {escape(again)}"
    if report.found.failures and report.folder is not None:
        yield f"Tracebacks: {escape(str(report.folder / FAILURES))}"


def place_text(report: "Report") -> Iterator[str]:
    """Say where the report lies."""
    if report.found.interrupted:
        done = len(report.found.finished)
        yield f"Interrupted: {done} {'World was' if done == 1 else 'Worlds were'} finished."
    if report.folder is None:
        yield "Nothing was written."
    else:
        replaced = " (replaced the report of an earlier run of the same command)" if report.replaced else ""
        yield f"Report: {escape(str(report.folder))}{replaced}"
