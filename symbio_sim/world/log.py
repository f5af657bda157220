"""Reading a World's tasks from an event log: what arrived, when, and how long people needed for it.

A log gives arrivals, types and handling times. All else a World holds (difficulty, patience, outages, absences, luck)
is drawn, as for a World without a log, from a seed and a replication number: replications of a log differ in that
alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..config import DAY_MIN, Config
from .draw import around_tasks
from .log_config import Kind, efforts_of, kinds_of, on_calendar, type_indices, with_observed
from .log_report import LogReport, explained, first_of_each, report_of
from .log_rows import BEYOND, UNKNOWN_TYPE, Rows, judge_rows, minutes, write_rejects
from .log_table import LogError, find_columns, parse_columns, read_table
from .luck import entity_states, key_of, uniform_array
from .more_demand import NO_ROOM_TO_GROW
from .plan import plan_of
from .streams import Streams
from .tasks import TaskPlan, difficulties, draw_attributes, task_normals, task_type_names
from .world import Tasks, World, merged

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LoggedTasks:
    """The tasks of one function in order of arrival.

    Attributes
    ----------
    arrival_min : ndarray of float
        Minutes since midnight of the log's first day.
    task_type : ndarray of int
        Place among the function's types; -1 where the log names none.
    effort_min : ndarray of float
        Effort of a person at skill 1 (minutes); NaN where the log tells none.
    """

    arrival_min: Floats
    task_type: NDArray[np.int64]
    effort_min: Floats

    def __post_init__(self) -> None:
        for column in (self.arrival_min, self.task_type, self.effort_min):
            column.flags.writeable = False


@dataclass(frozen=True)
class Log:
    """An event log, read once; Worlds of any replication are made from it.

    Attributes
    ----------
    name : str
        Name of the file.
    config : Config
        The config given to :func:`read_log` with the log's calendar, demand, types and mean efforts.
    report : LogReport
    tasks : dict of str to LoggedTasks
        By function.
    """

    name: str
    config: Config
    report: LogReport
    tasks: dict[str, LoggedTasks] = field(repr=False)

    def world(self, seed: int = 1, replication: int = 0, config: Config | None = None) -> World:
        """Return the World of this log: its tasks, and everything else as drawn.

        Arrivals, types and known efforts are the log's in every World. A task without a known effort gets that of
        another task of its type, by luck. Difficulty correlates with effort as the config says: the standard normals
        behind it are handed out by rank of effort within the type, so that their distribution is exactly the same as
        in a drawn World.

        Parameters
        ----------
        seed, replication : int
            As in :func:`draw_world`.
        config : Config, optional
            A variant of the log's own config: other staff, bots, policy, but the same functions, types and calendar.

        Raises
        ------
        ValueError
            If seed or replication is negative, or the variant does not fit the log.
        """
        variant = self.config if config is None else config
        if _frame(variant) != _frame(self.config):
            raise ValueError(
                "a variant must keep the functions, task types, start date and horizon of the log's config"
            )
        plan = plan_of(variant)
        streams = plan.streams(seed, replication)
        parts = [_function_tasks(function, self.tasks[function.name], streams) for function in plan.tasks]
        return around_tasks(plan, merged(parts), streams, f"log {self.name}")


def _frame(config: Config) -> tuple[Any, ...]:
    """Return what a log's tasks rely on."""
    return task_type_names(config), tuple(config.functions), config.business.start_date, config.horizon_days


def _function_tasks(plan: TaskPlan, logged: LoggedTasks, streams: Streams) -> Tasks:
    """Return the tasks of one function."""
    n = len(logged.arrival_min)
    part = draw_attributes(plan, n, streams)
    kind = np.where(logged.task_type >= 0, logged.task_type + plan.first_type, part["task_type"])
    luck = uniform_array(entity_states(streams.key, part["key"]), key_of("log_effort"), 0)
    effort = _filled(logged.effort_min, kind, luck, part["effort_min"])
    normal = task_normals(plan.name, n, streams)
    part["difficulty"] = difficulties(plan.function, _handed_out(effort, kind, normal[:, 0]), normal[:, 1])
    return part | {"arrival_min": logged.arrival_min, "task_type": kind.astype(np.int16), "effort_min": effort}


def _filled(effort: Floats, kind: NDArray[np.int64], luck: Floats, drawn: Floats) -> Floats:
    """Return efforts with those missing taken, by luck, from tasks of the same type, else from any, else as drawn."""
    known = ~np.isnan(effort)
    if not known.any():
        return drawn
    whole = effort.copy()
    for which in np.unique(kind[~known]):
        gaps = ~known & (kind == which)
        pool = effort[known & (kind == which)]
        pool = pool if len(pool) else effort[known]
        whole[gaps] = pool[(luck[gaps] * len(pool)).astype(np.int64)]
    return whole


def _handed_out(effort: Floats, kind: NDArray[np.int64], normal: Floats) -> Floats:
    """Return the standard normals of each type, permuted so that a longer task of the type has a larger one.

    Tasks of equal effort (whole minutes, fixed times) stay in the order of their own normals: no trend in time.
    """
    z = np.empty_like(normal)
    by_effort = np.lexsort((normal, effort, kind))
    z[by_effort] = normal[np.lexsort((normal, kind))]
    return z


def read_log(
    path: str | Path,
    config: Config,
    columns: Mapping[str, str] | str | None = None,
    rejects: str | Path | None = None,
) -> Log:
    """Read an event log with one row a task.

    Times are ISO 8601 (``2027-01-31 09:05:00``) and local; those with a UTC offset are converted by the business's
    `utc_offset_h`, so a log in UTC must say so (``2027-01-31T08:05:00Z``). Several rows of one case are several
    tasks, each arriving when its row says, whatever came before it in the case. Rows that cannot be used are counted
    by reason and left out.

    Where the log has a column `queue` (a phone menu or a bot comes before the people), a task arrives when it is put
    to people: when it joined the queue, or when work on it began if it never queued. A row with neither was never put
    to people and is left out. Without that column tasks arrive at their arrival, given up or not.

    Handling time is end minus start, unless the customer gave up. It is that of people of normal skill, and is turned
    into the effort of a person at skill 1.

    Parameters
    ----------
    path : path
        A ``.csv``, ``.csv.gz`` or ``.parquet`` file.
    config : Config
        The firm. Its start date and horizon become the log's (a shorter horizon stays and cuts the log), its demand,
        task types and mean efforts those observed; see `Log.config`.
    columns : mapping or str, optional
        Column of each role (case, type, worker, arrival, queue, start, end, outcome), also as text:
        ``case=ticket,arrival=opened``. Roles not named are guessed from the names of the columns; an empty column
        (``start=``) says that the log does not hold the role.
    rejects : path, optional
        Where to write the rows left out: line, reason, and the row.

    Raises
    ------
    LogError
        If the file is not a table of tasks, a column is not there, no row can be used, or the config does not fit.
    """
    path = Path(path)
    if config.freed_hours.use == "growth":
        raise LogError(f"{path}: {NO_ROOM_TO_GROW}")
    given = parse_columns(columns) if isinstance(columns, str) else dict(columns or {})
    table = read_table(path)
    found = find_columns(path, [str(name) for name in table.columns], given)
    if "type" not in found and len(config.functions) > 1:
        raise LogError(
            f"{path}: no column says which function a task belongs to, "
            "and the config has several; name it with type=COLUMN"
        )
    rows = judge_rows(path, table, found, config.business.utc_offset_h)
    kinds = kinds_of(path, list(rows.label[rows.reason == ""].unique()), config)
    known = rows.label.isin(list(kinds))
    reason = rows.reason.mask((rows.reason == "") & ~known, UNKNOWN_TYPE)
    dated = None
    if (reason == "").any():
        dated, minute = _on_calendar(path, config, rows.arrival, reason == "")
        reason = reason.mask((reason == "") & (minute >= dated.horizon_days * DAY_MIN), BEYOND)
    if rejects is not None:
        write_rejects(Path(rejects), table, explained(reason, rows.label, config))
    if dated is None:
        raise LogError(f"{path}: no row can be used:{first_of_each(table, found, reason, rows.label, config)}")
    tasks = _tasks(dated, rows, kinds, minute, reason == "")
    adapted = with_observed(path, dated, tasks)
    report = report_of(table, found, tasks, kinds, reason, rows.label)
    return Log(path.name, adapted, report, _by_function(adapted, tasks))


def _on_calendar(
    path: Path, config: Config, arrival: "pd.Series[pd.Timestamp]", good: "pd.Series[bool]"
) -> tuple[Config, "pd.Series[float]"]:
    """Return the config on the log's calendar, and each row's arrival in minutes since its first midnight."""
    midnight = arrival[good].min().normalize()
    minute = pd.Series(minutes(arrival - midnight), index=arrival.index)
    days = int(minute[good].max() // DAY_MIN) + 1
    return on_calendar(path, config, midnight.date(), days), minute


def _tasks(
    config: Config,
    rows: Rows,
    kinds: Mapping[str, Kind],
    minute: "pd.Series[float]",
    good: "pd.Series[bool]",
) -> pd.DataFrame:
    """Return the usable rows with function, type and effort, in order of arrival; ties as in the file."""
    label = rows.label[good]
    function = label.map({name: kind.function for name, kind in kinds.items()})
    tasks = pd.DataFrame(
        {
            "arrival_min": minute[good],
            "function": function,
            "task_type": label.map({name: kind.task_type for name, kind in kinds.items()}),
            "handling_min": rows.handling_min[good],
            "effort_min": efforts_of(config, function, rows.handling_min[good]),
        }
    )
    return tasks.sort_values("arrival_min", kind="stable")


def _by_function(config: Config, tasks: pd.DataFrame) -> dict[str, LoggedTasks]:
    """Return the tasks of each function of the config; those without tasks have empty columns."""
    parts = {}
    for name, item in config.functions.items():
        mine = tasks[tasks["function"] == name]
        parts[name] = LoggedTasks(
            mine["arrival_min"].to_numpy(np.float64, copy=True),
            type_indices(item, mine["task_type"]),
            mine["effort_min"].to_numpy(np.float64, copy=True),
        )
    return parts
