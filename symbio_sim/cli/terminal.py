"""Where text goes: results on stdout, progress on stderr; with `--json` stdout is the machine's alone."""

import json
import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def console_for_people(*, stderr: bool = False) -> "Console":
    """Return the console for people; rich minds NO_COLOR, the width and whether anybody is watching."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def print_json(data: Any) -> None:
    """Print one JSON document to stdout; what is undefined (NaN) becomes null."""
    sys.stdout.write(json.dumps(without_nan(data), indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def without_nan(data: Any) -> Any:
    """Return plain data with None for numbers that JSON cannot hold."""
    if isinstance(data, dict):
        return {key: without_nan(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [without_nan(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


@contextmanager
def progress_bar(*, quiet: bool, words: str = "Simulating Worlds") -> "Iterator[Callable[[int, int], None] | None]":
    """Show a bar with the time left on stderr if somebody is watching, and give what to tell the progress to."""
    console = console_for_people(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("elapsed"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        shown = bar.add_task(words, total=None)
        yield lambda done, of: bar.update(shown, completed=done, total=of)
