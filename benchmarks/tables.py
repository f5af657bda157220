"""The benchmark's tables, one for each part."""

from statistics import median

from rich.console import Console
from rich.table import Table

from . import ciw_timing, growth, memory, split, starts, threads, timing
from .engines import CPP_CALL, KERNEL, LOADERS, here
from .reference import reference_config

REPLICATIONS = 1_000


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number == 0 or heading == "what" else "right")
    return table


def _us(value: float) -> str:
    return f"{value:.2f}" if value >= 1.0 else f"{value:.3f}"


def _times(measured: list[timing.Round], name: str, base: str) -> str:
    """Return how many times the time of `base` an engine took: the median of the rounds and their range."""
    slower = [1.0 / faster for faster in timing.ratios(measured, name, base)]
    return f"{median(slower):.3g} ({min(slower):.3g} to {max(slower):.3g})"


def _fastest(measured: list[timing.Round]) -> str:
    """Return whose whole simulation took least, which the others' ratios are taken to."""
    engines = [name for name in here()[0] if name in measured[0]]
    return min(engines, key=lambda name: timing.summary(measured, name)[0])


def _names(measured: list[timing.Round]) -> list[str]:
    """Return what was measured: drawing, the engines in their order, the call alone."""
    return [name for name in (timing.DRAWING, *LOADERS, CPP_CALL) if name in measured[0]]


def _add_times(table: Table, measured: list[timing.Round], lead: str = "") -> None:
    base = _fastest(measured)
    for name in _names(measured):
        middle, least = timing.summary(measured, name)
        ratio = "1" if name == base else "" if name == timing.DRAWING else _times(measured, name, base)
        table.add_row(*([lead] if lead else []), name, _us(middle), _us(least), ratio)


def print_engines(console: Console, rounds: int, n_tasks: float) -> None:
    """Print each engine's time per task, and Ciw's per customer."""
    config = reference_config(n_tasks)
    measured = timing.rounds(config, rounds, list(here()[0]))
    title = f"Time per task: about {n_tasks:,.0f} tasks, {rounds} Worlds"
    table = _table(title, "what", "µs, median", "minimum", f"times {_fastest(measured)}")
    _add_times(table, measured)
    try:
        middle, least = ciw_timing.per_customer_us(config, rounds)
    except ImportError as error:
        console.print(f"left out: {ciw_timing.LABEL} ({error.name} is not installed)", highlight=False)
    else:
        table.add_row(f"{ciw_timing.LABEL}, per customer", _us(middle), _us(least), "")
    console.print(table)


def print_memory(console: Console, _: int, n_tasks: float) -> None:
    """Print each engine's peak memory."""
    table = _table(f"Memory: about {n_tasks:,.0f} tasks", "engine", "to have it loaded, MiB", "for the run, MiB")
    for name, (loaded, run) in memory.peaks_mib(n_tasks).items():
        table.add_row(name, f"{loaded:.0f}", f"{run:.0f}")
    console.print(table)


def print_growth(console: Console, rounds: int, _: float) -> None:
    """Print time per task over the number of tasks and of servers."""
    headings = ("what", "µs, median", "minimum", "times the fastest")
    table = _table(f"Growth with tasks: {rounds} Worlds each", "tasks", *headings)
    for n_tasks, measured in growth.with_tasks(rounds):
        _add_times(table, measured, f"{n_tasks:,.0f}")
        table.add_section()
    console.print(table)
    title = f"Growth with servers: about {growth.TASKS_OF_MANY_SERVERS:,.0f} tasks, {rounds} Worlds each"
    table = _table(title, "servers", *headings)
    for servers, measured in growth.with_servers(rounds):
        _add_times(table, measured, f"{servers:,}")
        table.add_section()
    console.print(table)


def print_threads(console: Console, rounds: int, _: float) -> None:
    """Print wall times of many Worlds on one and two threads."""
    headings = ("engine", "Worlds x tasks", "one, s", "two, s", "times as fast", "processors in use: one", "two")
    table = _table(f"Threads: least wall time of {rounds} rounds", *headings)
    for name, n_tasks, n_worlds, spent in (*threads.comparisons(rounds), *_study_in_threads(rounds)):
        one, two = (spent[n] for n in threads.THREADS)
        in_use = (f"{item.processor_s / item.wall_s:.2f}" for item in (one, two))
        times = (f"{one.wall_s:.3f}", f"{two.wall_s:.3f}", f"{one.wall_s / two.wall_s:.2f}")
        table.add_row(name, f"{n_worlds} x {n_tasks:,}", *times, *in_use)
    console.print(table)


def _study_in_threads(rounds: int) -> list[threads.Comparison]:
    return [threads.study(rounds)] if KERNEL in here()[0] else []


def print_starts(console: Console, _: int, __: float) -> None:
    """Print what a fresh process takes for one small run."""
    headings = ("engine", "whole process, s", "imports, World", "first run", "second run")
    table = _table(f"Start: wall time of a process, {starts.TASKS:,} tasks", *headings)
    for name, (whole, imports, first, second) in starts.starts().items():
        table.add_row(name, f"{whole:.2f}", f"{imports:.2f}", f"{first:.2f}", f"{second:.4f}")
    console.print(table)


def print_split(console: Console, _: int, __: float) -> None:
    """Print where the time of a study goes."""
    if KERNEL not in here()[0]:
        return
    tasks, spent = split.split(REPLICATIONS)
    business = f"{split.BUSINESS}, {split.DAYS} days, {tasks / REPLICATIONS:,.0f} tasks"
    title = f"A study: {REPLICATIONS:,} Worlds of {business}"
    table = _table(title, "part", "s", "ms a World", "µs a task", "share")
    total = sum(spent.values())
    for name, seconds in [*spent.items(), ("all", total)]:
        per_world, per_task = seconds / REPLICATIONS * 1e3, seconds / tasks * 1e6
        table.add_row(name, f"{seconds:.2f}", f"{per_world:.3f}", f"{per_task:.3f}", f"{seconds / total:.0%}")
    console.print(table)
