"""What `sweep` and `status` say, to people and to machines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .frames import estimate_text, value_text
from .terminal import console_for_people

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import RenderableType

    from ..sweep import Progress, Status, Sweep

MOST_CELLS = 40
"""Cells whose summary is shown; the file has all."""

MOST_FAILURES = 3


@contextmanager
def progress_line(*, quiet: bool) -> "Iterator[Callable[[Progress], None] | None]":
    """Show done, failed, rate and time left on stderr if somebody is watching; give what to tell the progress to."""
    console = console_for_people(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (BarColumn(), TextColumn("{task.fields[words]}"))
    with Bars(*columns, console=console, transient=True) as bars:
        shown = bars.add_task("", total=None, words="starting workers")

        def watch(progress: "Progress") -> None:
            come = progress.done + progress.failed
            bars.update(shown, completed=come, total=come + progress.left, words=progress_words(progress))

        yield watch


def progress_words(progress: "Progress") -> str:
    """Return how far a sweep has come, in a line."""
    come = progress.done + progress.failed
    parts = [f"{come:,} of {come + progress.left:,} runs", f"{progress.failed:,} failed"]
    if progress.left_s is not None and progress.runs_per_s > 0.0:
        parts += [f"{progress.runs_per_s:,.0f} a second", f"{duration(progress.left_s)} left"]
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Return a time in words, no more exact than it is known."""
    if seconds < 90.0:
        return f"{seconds:.0f} s"
    minutes = seconds / 60.0
    if minutes < 90.0:
        return f"{minutes:.0f} min"
    return f"{minutes / 60.0:.1f} h" if minutes < 48.0 * 60.0 else f"{minutes / 1440.0:.1f} days"


def sweep_text(found: "Sweep", status: "Status") -> "Iterator[RenderableType]":
    """Give what to show when a sweep has ended."""
    yield f"{status.name}: {_runs(status)}"
    table = found.summary()
    if 0 < table["cell"].nunique() <= MOST_CELLS:
        yield _summary(table, found)
    if status.failed:
        yield from _failures(found)
    yield f"Tables: {found.folder}"


def _runs(status: "Status") -> str:
    broken = f"[red]{status.failed:,} failed[/red]" if status.failed else "none failed"
    return f"{status.cells:,} cells, {status.done + status.failed:,} runs, {broken}"


def _summary(table: "pd.DataFrame", found: "Sweep") -> "RenderableType":
    """Return a row for each cell: mean and interval of each outcome."""
    from rich import box
    from rich.table import Table

    from ..report.numbers import Money
    from .answers import in_its_unit, in_words

    inputs, outcomes = list(found.experiment.inputs), list(dict.fromkeys(table["measure"]))
    money = Money.of(found.experiment.base)
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for name in inputs:
        shown.add_column(name)
    for name in outcomes:
        shown.add_column(in_words(name, money), justify="right")
    for _, rows in table.groupby("cell", sort=True):
        means = rows.rename(columns={"measure": "outcome"}).to_dict("records")
        texts = (estimate_text(row, "mean", in_its_unit(row["outcome"], money)) for row in means)
        shown.add_row(*(value_text(means[0][name]) for name in inputs), *texts)
    return shown


def _failures(found: "Sweep") -> Iterator[str]:
    from rich.markup import escape

    failures = found.failures()
    for row in failures.head(MOST_FAILURES).to_dict("records"):
        yield f"cell {row['cell']}, World {row['replication']}: {escape(row['error'])}\n  {escape(row['command'])}"
    if len(failures) > MOST_FAILURES:
        yield f"... and {len(failures) - MOST_FAILURES:,} more in failures.csv"


def status_text(status: "Status") -> Iterator[str]:
    """Give what to show of a sweep's status."""
    yield f"{status.name}: {_runs(status)}, {status.left:,} left"
    if status.left and status.done + status.failed:
        left_s, n = status.left_s, status.n_workers
        workers = f"{n} worker{'' if n == 1 else 's'}"
        yield f"about {duration(left_s)} left with {workers}: {status.seconds_per_run:.2g} s a run so far"
    yield f"{'being written to' if status.is_running else 'nobody is writing to it'}: {status.folder}"


def status_data(status: "Status") -> dict[str, Any]:
    """Return a status as plain data."""
    facts = {name: value for name, value in vars(status).items() if name != "folder"}
    left_s = status.left_s if status.done + status.failed or not status.left else None
    return facts | {"folder": str(status.folder), "left_s": left_s}


def sweep_data(found: "Sweep", status: "Status") -> dict[str, Any]:
    """Return a sweep that has ended as plain data."""
    failures = found.failures().drop(columns="traceback") if status.failed else None
    return status_data(status) | {
        "summary": found.summary().to_dict("records"),
        "failures": [] if failures is None else failures.to_dict("records"),
    }
