"""Print the benchmark: ``python -m benchmarks [--tasks 1e4 --tasks 1e5] [--rounds 5]``, from the repository's root."""

import platform
from importlib import metadata
from statistics import median

import click
from rich.console import Console
from rich.table import Table

from .memory import peaks_mib
from .reference import reference_config
from .timing import CUSTOMERS, ENGINES, WORKERS, ratios, rounds, summary

PACKAGES = ("numpy", "mesa", "simpy")


@click.command()
@click.option("--tasks", multiple=True, default=(1e4, 1e5), show_default=True, help="Size of the runs (tasks).")
@click.option("--rounds", "n_rounds", default=5, show_default=True, type=click.IntRange(min=1), help="Rounds a size.")
def main(tasks: tuple[float, ...], n_rounds: int) -> None:
    """Time the engines on the reference scenario; each round is a World of its own."""
    console = Console()
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    console.print(f"Python {platform.python_version()}, {versions}")
    for n_tasks in tasks:
        console.print(_table(n_tasks, n_rounds))


def _table(n_tasks: float, n_rounds: int) -> Table:
    measured = rounds(reference_config(n_tasks), n_rounds)
    memory = peaks_mib(n_tasks)
    table = Table(title=f"Reference firm, about {n_tasks:,.0f} tasks, {n_rounds} Worlds")
    table.add_column("what")
    headings = ("µs a task, median", "minimum", f"times {WORKERS}", f"times {CUSTOMERS}", "memory, MiB")
    for heading in headings:
        table.add_column(heading, justify="right")
    for name, (middle, least) in summary(measured).items():
        cells = [name, f"{middle:.2f}", f"{least:.2f}"]
        if name in ENGINES:
            cells += [_times(measured, name, base) for base in (WORKERS, CUSTOMERS)]
            cells.append(f"{memory[name]:.0f}")
        table.add_row(*cells)
    return table


def _times(measured: list[dict[str, float]], name: str, base: str) -> str:
    """Return how many times faster than `base`: the median of the rounds and their range."""
    if name == base:
        return "1"
    faster = ratios(measured, name, base)
    return f"{median(faster):.2f} ({min(faster):.2f} to {max(faster):.2f})"


if __name__ == "__main__":
    main()
