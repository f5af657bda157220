"""The table of whole sweeps."""

from rich.console import Console
from rich.table import Table

from .engines import KERNEL, here
from .split import BUSINESS, DAYS
from .sweep_study import BARE, CELLS
from .sweeps import REPLICATIONS, sweeps

HEADINGS = (
    "way",
    "runs",
    "wall, s",
    "steady, s",
    "ms a run",
    "processors in use",
    "times bare",
    "store",
    "MiB, PSS",
    "RSS",
)


def print_sweep(console: Console, _: int, __: float) -> None:
    """Print what a sweep of many short runs takes, done in one way or another."""
    if KERNEL not in here()[0]:
        return
    title = f"A sweep: {CELLS} cells x {REPLICATIONS} Worlds of {BUSINESS}, {DAYS} days"
    table = Table(title=title, title_justify="left", title_style="bold")
    for heading in HEADINGS:
        table.add_column(heading, justify="left" if heading == "way" else "right")
    bare_ms = float("nan")
    for way, taken in sweeps():
        processor_ms = taken.processor_s / taken.runs * 1e3
        bare_ms = processor_ms if way == BARE else bare_ms
        table.add_row(
            way,
            f"{taken.runs:,}",
            f"{taken.wall_s:.1f}",
            f"{taken.steady_s:.1f}",
            f"{processor_ms:.2f}",
            f"{taken.processor_s / taken.wall_s:.2f}",
            f"{processor_ms / bare_ms:.2f}",
            f"{taken.stored_s / taken.wall_s:.1%}",
            f"{taken.pss_mib:.0f}",
            f"{taken.rss_mib:.0f}",
        )
    console.print(table)
