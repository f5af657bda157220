"""The story of one task as text."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd
from rich import box
from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from ..config import DAY_MIN
from ..run import Run

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def story_text(run: Run, task: int, story: pd.DataFrame) -> Iterator[RenderableType]:
    """Tell what happened to a task, one line an event.

    Parameters
    ----------
    run : Run
    task : int
    story : DataFrame
        As from :meth:`Run.trace`.
    """
    row = run.tasks.loc[task]
    yield (
        f"[bold]Task {task}[/bold]: {row['function']}, type {row['task_type']}, {row['effort_min']:.0f} min of effort, "
        f"difficulty {row['difficulty']:+.1f}; {row['outcome']} after {row['visits']} "
        f"{'visit' if row['visits'] == 1 else 'visits'}"
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("day", "time", "visit", "what happened", "details"):
        table.add_column(heading, no_wrap=heading in ("day", "time"), justify="right" if heading == "visit" else "left")
    for event in story_events(story):
        day, minute = divmod(event.pop("time_min"), DAY_MIN)
        table.add_row(
            f"{int(day)} {_WEEKDAYS[(run.firm.first_weekday + int(day)) % 7]}",
            _clock(minute),
            str(event.pop("visit") + 1),
            escape(str(event.pop("what"))),
            escape(", ".join(f"{_words(name)} {_value(name, value)}" for name, value in event.items())),
        )
    yield table


def story_events(story: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the events in their order, each with what is said of it alone."""
    return [
        {str(name): value for name, value in event.items() if _said(value)}
        for event in story.reset_index().to_dict("records")
    ]


def _said(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _words(name: str) -> str:
    return name.removesuffix("_min").replace("_", " ")


def _value(name: str, value: Any) -> str:
    if name in ("expected_end_min", "at_min"):
        return f"day {int(value // DAY_MIN)} {_clock(value % DAY_MIN)}"
    if name.endswith("_min"):
        return f"{value:.1f} min"
    if isinstance(value, dict):
        return " ".join(f"{key} {number:.3g}" for key, number in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _clock(minute: float) -> str:
    return f"{int(minute // 60):02d}:{int(minute % 60):02d}"
