"""The World: everything that happens to a firm whatever it decides. Immutable, hashed, saved as one file."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .happenings import CyberIncident, Degradation, Exit, MarketShift, Outage, PriceSpike, VendorUpdate
from .luck import key_of
from .shocks import Shocks

if TYPE_CHECKING:
    import pandas as pd

TASK_COLUMNS: dict[str, type] = {
    "arrival_min": np.float64,
    "function": np.int16,
    "task_type": np.int16,
    "effort_min": np.float64,
    "difficulty": np.float64,
    "machine_z": np.float64,
    "novel": np.bool_,
    "needs_human": np.bool_,
    "patience_min": np.float64,
    "key": np.uint64,
}
"""Task columns: see :class:`World`."""

EXTRA = "extra"
"""A column that only Worlds with candidates for demand above the base have."""

Tasks = dict[str, NDArray[Any]]
"""Columns as in :class:`World`, by name."""

OUTAGE_KINDS = ("own", "vendor", "common", "catastrophe", "planned")
FORMAT = 1
"""Of a World's identity and of its file."""


def merged(parts: Sequence[Tasks]) -> Tasks:
    """Return the tasks of all parts, each sorted by arrival, in one table sorted by arrival, then part."""
    # A stable sort only has to merge what is sorted, and keeps ties in order.
    order = np.concatenate([part["arrival_min"] for part in parts]).argsort(kind="stable")
    return {name: np.concatenate([part[name] for part in parts])[order] for name in parts[0]}


@dataclass(frozen=True, eq=False)
class World(Shocks):
    """All that happens to the firm, drawn beforehand.

    Attributes
    ----------
    seed, replication : int
        Where the World was drawn from.
    horizon_days : int
        Its length.
    functions, task_types, seats : tuple of str
        What the integer columns refer to; task types are ``function/type``, seats ``role/number``.
    tasks : dict of str to ndarray
        Columns of equal length, one row a task, sorted by arrival: `arrival_min` (minutes since day 0),
        `function` and `task_type` (indices), `effort_min`, `difficulty` (standard normal, for people),
        `machine_z` (standard normal, the machine's own part), `novel`, `needs_human`, `patience_min`
        (infinite: none), `key` (identity in all luck: it depends on function and ordinal alone). Where demand may
        grow above the base (mechanism 13), also `extra`: whether a task is a candidate for that growth.
    type_z : ndarray
        Standard normal machine difficulty of each task type.
    talent_z : ndarray
        Standard normal talent of each seat's holder.
    absences : tuple of (seat, first_day, last_day)
    outages, degradations, exits : tuples
        What happens to the vendors' services.
    price_spikes, cyber_incidents : tuples
        Planned rises of prices; attacks that may succeed, depending on the firm.
    key : int
        Key of all luck.
    origin : str
        ``drawn`` or the log it was read from.
    updates : tuple of VendorUpdate
        Changes of what services can do, by time.
    market_shifts : tuple of MarketShift
        At most one.
    """

    seed: int
    replication: int
    horizon_days: int
    functions: tuple[str, ...]
    task_types: tuple[str, ...]
    seats: tuple[str, ...]
    tasks: Tasks
    type_z: NDArray[np.float64]
    talent_z: NDArray[np.float64]
    absences: tuple[tuple[int, int, int], ...]
    outages: tuple[Outage, ...]
    degradations: tuple[Degradation, ...]
    exits: tuple[Exit, ...]
    key: int
    origin: str = "drawn"
    price_spikes: tuple[PriceSpike, ...] = ()
    cyber_incidents: tuple[CyberIncident, ...] = ()
    updates: tuple[VendorUpdate, ...] = ()
    market_shifts: tuple[MarketShift, ...] = ()

    def __post_init__(self) -> None:
        for column in (*self.tasks.values(), self.type_z, self.talent_z):
            column.flags.writeable = False

    @property
    def n_tasks(self) -> int:
        """Number of tasks."""
        return len(self.tasks["arrival_min"])

    @property
    def extra(self) -> NDArray[np.bool_]:
        """Whether each task is a candidate for demand above the base, which comes only if goodwill lets it."""
        return np.asarray(self.tasks[EXTRA]) if EXTRA in self.tasks else np.zeros(self.n_tasks, dtype=np.bool_)

    # ---------------------------------------------------------------- identity

    def __eq__(self, other: object) -> bool:
        """Worlds are equal when their content is."""
        return isinstance(other, World) and self.content_hash == other.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content: equal Worlds have equal hashes on every machine."""
        digest = hashlib.sha256(json.dumps(self.facts(), sort_keys=True).encode())
        arrays = {**self.tasks, "type_z": self.type_z, "talent_z": self.talent_z}
        for name in sorted(arrays):
            column = arrays[name]
            little = np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<"))
            digest.update(f"{name} {column.dtype.str[1:]} {column.shape}".encode())
            digest.update(little.tobytes())
        return digest.hexdigest()

    def facts(self) -> dict[str, Any]:
        """Return everything but the arrays as plain data; what few Worlds have is left out where there is none."""
        rare: dict[str, tuple[Any, ...]] = {
            "price_spikes": self.price_spikes,
            "cyber_incidents": self.cyber_incidents,
            "updates": self.updates,
            "market_shifts": self.market_shifts,
        }
        return {name: [list(dataclasses.astuple(item)) for item in items] for name, items in rare.items() if items} | {
            "format": FORMAT,
            "seed": self.seed,
            "replication": self.replication,
            "horizon_days": self.horizon_days,
            "functions": list(self.functions),
            "task_types": list(self.task_types),
            "seats": list(self.seats),
            "absences": [list(absence) for absence in self.absences],
            "outages": [list(dataclasses.astuple(outage)) for outage in self.outages],
            "degradations": [list(dataclasses.astuple(item)) for item in self.degradations],
            "exits": [list(dataclasses.astuple(item)) for item in self.exits],
            "key": self.key,
            "origin": self.origin,
        }

    # ---------------------------------------------------------------- files

    def save(self, path: str | Path) -> Path:
        """Write the World to one Parquet file and return its path."""
        from .file import write_world

        return write_world(self, Path(path))

    @classmethod
    def load(cls, path: str | Path) -> "World":
        """Read a World from its file.

        Raises
        ------
        WorldFileError
            If the file is not a World or its content does not match its hash.
        """
        from .file import read_world

        return read_world(Path(path))

    # ---------------------------------------------------------------- twins

    def with_outage(
        self,
        vendor: str | None,
        start_min: float,
        length_min: float,
        *,
        technology: str | None = None,
        severity: float = 1.0,
        tail_min: float = 0.0,
    ) -> "World":
        """Return the twin in which a vendor (None: all) has one more, planned outage; nothing else moves."""
        start = float(start_min)
        fix = start + float(length_min)
        key = key_of(f"planned/{vendor}/{technology}/{start!r}/{fix!r}")
        tail_end = fix + float(tail_min)
        planned = Outage("planned", vendor, technology, start, fix, tail_end, float(severity), key)
        outages = sorted((*self.outages, planned), key=lambda o: (o.start_min, o.key))
        return dataclasses.replace(self, outages=tuple(outages))

    def with_tasks(self, more: Tasks) -> "World":
        """Return the twin to which more tasks come; nothing else moves.

        Tasks keep their keys, and with them all their luck, but not their numbers: a task's number is its place in the
        order of arrival.

        Parameters
        ----------
        more : dict of str to ndarray
            Columns as in `tasks`.

        Raises
        ------
        ValueError
            If a task of this key is in the World already.
        """
        if np.intersect1d(self.tasks["key"], more["key"]).size:
            raise ValueError("these tasks are in the World already: a surge can begin only once on a day")
        new = {EXTRA: np.zeros(len(more["key"]), dtype=np.bool_)} | more
        return dataclasses.replace(self, tasks=merged([self.tasks, new]))

    def without_outages(self) -> "World":
        """Return the twin in which no service ever fails or ends."""
        return dataclasses.replace(self, outages=(), exits=())

    def without_degradations(self) -> "World":
        """Return the twin without silent degradations."""
        return dataclasses.replace(self, degradations=())

    def without_drift(self) -> "World":
        """Return the twin in which no vendor changes what is behind a service."""
        return dataclasses.replace(self, updates=())

    def without_market_shift(self) -> "World":
        """Return the twin in which no task is of a new kind."""
        return dataclasses.replace(self, market_shifts=())

    def without_absences(self) -> "World":
        """Return the twin in which nobody is ever away unplanned."""
        return dataclasses.replace(self, absences=())

    # ---------------------------------------------------------------- views

    def task_table(self) -> "pd.DataFrame":
        """Return the tasks with names in place of indices."""
        import pandas as pd

        frame = pd.DataFrame(dict(self.tasks))
        frame["function"] = pd.Categorical.from_codes(self.tasks["function"], pd.Index(self.functions))
        types = [name.split("/", 1)[1] for name in self.task_types]
        frame["task_type"] = np.array(types, dtype=object)[self.tasks["task_type"]]
        frame.index.name = "task"
        return frame

    def describe(self) -> "pd.DataFrame":
        """Return one row a function: tasks, effort, dispersion of day counts; in `attrs` what else happens.

        Candidates for demand above the base are not counted.

        The dispersion is that of all days whose weekday ever sees a task of the function, so that closed
        days do not count and quiet days do.
        """
        import pandas as pd

        rows = []
        days = np.floor(self.tasks["arrival_min"] / 1440.0).astype(int)
        weekdays = np.arange(self.horizon_days) % 7
        for index, name in enumerate(self.functions):
            mine = (self.tasks["function"] == index) & ~self.extra
            counts = np.bincount(days[mine], minlength=self.horizon_days)
            busy = counts[np.isin(weekdays, days[mine] % 7)]
            effort = self.tasks["effort_min"][mine]
            rows.append(
                {
                    "function": name,
                    "tasks": int(mine.sum()),
                    "effort_mean_min": float(effort.mean()) if mine.any() else np.nan,
                    "effort_h_per_week": float(effort.sum() / 60 / self.horizon_days * 7),
                    "variance_to_mean_of_days": float(busy.var() / busy.mean()) if len(busy) else np.nan,
                    "novel_share": float(self.tasks["novel"][mine].mean()) if mine.any() else np.nan,
                }
            )
        frame = pd.DataFrame(rows).set_index("function")
        frame.attrs = {
            "outages": len(self.outages),
            "degradations": len(self.degradations),
            "exits": len(self.exits),
            "absences": len(self.absences),
            "content_hash": self.content_hash,
        }
        return frame
