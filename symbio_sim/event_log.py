"""A run as an event log: for tools that look at logs, and for our own reader of logs.

Times are local: minutes since midnight of day 0, laid on the business's start date. A log has what an office system
would know: when a task came, when work on it first began, when it ended and how, and who had it last. Nights and waits
between attempts lie between start and end; `worked_min` has the minutes that people and bots really worked.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .run import Run

XES_COLUMNS = ("case:concept:name", "concept:name", "org:resource", "time:timestamp", "lifecycle:transition")
"""Columns as the XES standard names them (IEEE 1849-2016): the attributes of cases and events."""

_ORDER = ("schedule", "start", "complete", "withdraw", "ate_abort")


def event_log(run: Run) -> pd.DataFrame:
    """Return the log of a run, one row a task, as :func:`symbio_sim.read_log` reads it.

    Returns
    -------
    DataFrame
        case (number of the task), task_type (the type, or the function where it has no types), arrival_ts, start_ts
        (first work begun), end_ts (NaT where there is none), worker (person or bot of the last attempt; missing where
        nobody began), outcome (correct, error, abandoned, unresolved, open), mode (of the result delivered last),
        visits, worked_min. In order of arrival.
    """
    tasks = run.tasks
    log = pd.DataFrame(
        {
            "case": np.arange(len(tasks)),
            "task_type": _types(run),
            "arrival_ts": _times(run, tasks["arrival_min"]),
            "start_ts": _times(run, tasks["start_min"]),
            "end_ts": _times(run, tasks["end_min"]),
            "worker": _workers(tasks),
            "outcome": tasks["outcome"].astype(str),
            "mode": tasks["mode"].astype(str),
            "visits": tasks["visits"],
            "worked_min": tasks["human_min"] + tasks["review_min"] + tasks["bot_min"],
        }
    )
    came = log["outcome"] != "declined"  # nobody knows of those who stay away
    return log if came.all() else log[came].reset_index(drop=True)


def xes_events(run: Run) -> pd.DataFrame:
    """Return the log of a run, one row an event, with the columns of XES; a case is a task.

    Returns
    -------
    DataFrame
        `case:concept:name` (number of the task), `concept:name` (its type), `org:resource`, `time:timestamp`,
        `lifecycle:transition`: `schedule` when it arrives, `start` when work on it first begins, and when it ends
        `complete`, or, where the customer gave up, `withdraw` before work began and `ate_abort` after. Further outcome,
        of the event that ends the case. By time; at the same time by task.
    """
    log = event_log(run)
    gave_up = log["outcome"] == "abandoned"
    begun = log["start_ts"].notna()
    ended = log["end_ts"].notna()
    last = np.select([gave_up & ~begun, gave_up], ["withdraw", "ate_abort"], "complete")
    parts = [
        _events(log, "arrival_ts", "schedule").assign(**{"org:resource": None}),
        _events(log[begun], "start_ts", "start"),
        _events(log[ended], "end_ts", last[ended]).assign(outcome=log["outcome"][ended]),
    ]
    found = pd.concat(parts, ignore_index=True)
    found["_step"] = [_ORDER.index(step) for step in found["lifecycle:transition"]]
    found = found.sort_values(["time:timestamp", "case:concept:name", "_step"], kind="stable", ignore_index=True)
    return found[[*XES_COLUMNS, "outcome"]]


def _events(log: pd.DataFrame, time: str, transition: "str | NDArray[np.str_]") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "case:concept:name": log["case"],
            "concept:name": log["task_type"],
            "org:resource": log["worker"],
            "time:timestamp": log[time],
            "lifecycle:transition": transition,
            "outcome": None,
        }
    )


def _types(run: Run) -> "pd.Series[str]":
    """Return what a log would call each task: its type, or its function where that has no types."""
    functions = run.config.functions
    named = {name for name, function in functions.items() if function.types}
    function, task_type = run.tasks["function"].astype(str), run.tasks["task_type"].astype(str)
    return task_type.where(function.isin(named), function)


def _times(run: Run, minutes: "pd.Series[float]") -> "pd.Series[pd.Timestamp]":
    """Lay minutes since midnight of day 0 on the calendar, to the microsecond."""
    start = pd.Timestamp(run.config.business.start_date)
    micros = (minutes * 6e7).round()
    return start + pd.to_timedelta(micros, unit="us")


def _workers(tasks: pd.DataFrame) -> "pd.Series[str]":
    """Return who had each task last: the bot if the last result is a bot's alone, else the person, if any."""
    is_bots = (tasks["mode"].astype(str) == "bot") | tasks["staff"].isna()
    return tasks["bot"].where(is_bots, tasks["staff"])
