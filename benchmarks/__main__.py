"""Print the benchmark: ``python -m benchmarks [--part engines] [--rounds 5]``, from the repository's root."""

import platform
from collections.abc import Callable
from importlib import metadata

import click
from rich.console import Console

from . import decision_tables, sweep_tables, tables
from .engines import here

PACKAGES = ("numpy", "numba", "mesa", "simpy", "ciw")

PARTS: dict[str, Callable[[Console, int, float], None]] = {
    "engines": tables.print_engines,
    "memory": tables.print_memory,
    "growth": tables.print_growth,
    "threads": tables.print_threads,
    "starts": tables.print_starts,
    "split": tables.print_split,
    "decision": decision_tables.print_decision,
    "sweep": sweep_tables.print_sweep,
}


@click.command()
@click.option("--part", "parts", multiple=True, type=click.Choice(list(PARTS)), help="What to measure; all by default.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(min=1), help="Rounds, each its own World.")
@click.option("--tasks", default=2e4, show_default=True, help="Tasks of the parts engines and memory.")
def main(parts: tuple[str, ...], rounds: int, tasks: float) -> None:
    """Time the engines on the reference scenario; each round is a World of its own."""
    console = Console(width=120)
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    console.print(f"Python {platform.python_version()}, {versions}")
    for name, reason in here()[1].items():
        console.print(f"left out: {name} ({reason})", highlight=False)
    for part in parts or PARTS:
        PARTS[part](console, rounds, tasks)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()
