"""Time and memory of a whole sweep, done in one way or another, each in fresh processes (Linux only)."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from .sweep_study import BATCH_RUN, IN_PROCESS, WAYS

APART = "two sweeps of half of it, side by side"
"""Nothing ties them to each other: the most that this machine lets two processes do at once."""

REPLICATIONS = 100
REPLICATIONS_OF_BATCH_RUN = 2
"""Mesa's own way takes a hundred times as long; a fiftieth of the runs will do."""

EVERY_S = 0.25
KIB_PER_MIB = 1024.0


class Taken(NamedTuple):
    """What a sweep took.

    `steady_s` is the wall time from the first rows on, without imports and the start of workers. Memory is the most
    that the process and its children together had at one of the looks: `rss` counts what they share once for each,
    `pss` once in all.
    """

    runs: int
    wall_s: float
    steady_s: float
    processor_s: float
    stored_s: float
    rss_mib: float
    pss_mib: float


def sweeps(replications: int = REPLICATIONS) -> Iterator[tuple[str, Taken]]:
    """Give what each way of doing the sweep takes."""
    for way in WAYS:
        yield way, taken(way, REPLICATIONS_OF_BATCH_RUN if way == BATCH_RUN else replications)
        if way == IN_PROCESS:
            yield APART, side_by_side(replications)


def side_by_side(replications: int) -> Taken:
    """Return what two processes take that sweep half of the Worlds each and know nothing of each other."""
    with ThreadPoolExecutor(2) as both:
        found = list(both.map(lambda _: taken(IN_PROCESS, replications // 2), range(2)))
    columns = dict(zip(Taken._fields, zip(*found, strict=True), strict=True))
    longest = {name: max(columns.pop(name)) for name in ("wall_s", "steady_s")}
    return Taken(**longest, **{name: sum(values) for name, values in columns.items()})


def taken(way: str, replications: int) -> Taken:
    """Return what a sweep takes in a fresh process.

    Raises
    ------
    RuntimeError
        If it fails.
    """
    command = [sys.executable, "-m", "benchmarks.sweep_study", way, str(replications)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    most = {"Rss": 0.0, "Pss": 0.0}
    while process.poll() is None:
        now = memory_mib(process.pid)
        most = {name: max(most[name], now[name]) for name in most}
        time.sleep(EVERY_S)
    assert process.stdout is not None
    with process.stdout as answer:
        text = answer.read()
    if process.returncode != 0:
        raise RuntimeError(f"{way}: ended with exit code {process.returncode}")
    return Taken(**json.loads(text.splitlines()[-1]), rss_mib=most["Rss"], pss_mib=most["Pss"])


def memory_mib(process: int) -> dict[str, float]:
    """Return the memory of a process and all its children, added up (MiB)."""
    total = {"Rss": 0.0, "Pss": 0.0}
    for member in _family(process):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it has just ended
        for line in lines:
            name, _, rest = line.partition(":")
            if name in total:
                total[name] += float(rest.split()[0]) / KIB_PER_MIB
    return total


def _family(process: int) -> Iterator[int]:
    yield process
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in file.read_text(encoding="utf-8").split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            yield from _family(child)
