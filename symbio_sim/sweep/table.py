"""The tidy table: one row a run that the experiment asks for, however and in whatever order the runs were done."""

import contextlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ..metrics.intervals import estimate
from ..metrics.names import limits
from .design import Design
from .files import whole_file
from .rows import DONE, measure_names
from .shards import Shards

Places = NDArray[np.int64]


def tidy_table(
    design: Design, shards: Shards, wanted: Places, seed: int, measures: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the runs that are there of those that are wanted.

    Parameters
    ----------
    design : Design
    shards : Shards
    wanted : ndarray of int
        How many Worlds each distinct key is to meet.
    seed : int
        Seed of the Worlds.
    measures : sequence of str, optional
        Which to read; all if left out.

    Returns
    -------
    DataFrame
        Columns cell, the levers and uncertainties, seed, replication, status (done or failed), then the measures;
        sorted by cell and replication. Measures of failed runs are NaN.
    """
    names = measure_names(stress=shards.stress) if measures is None else tuple(measures)
    rows, place = _rows_wanted(design, shards.read(["key", "replication", "status", *names], design.distinct), wanted)
    which, taken = _of_each_cell(design, place)
    cells = design.frame().drop(columns="key").iloc[which].reset_index(drop=True)
    rows = rows.take(pa.array(taken))
    facts = pd.DataFrame(
        {"seed": seed, "replication": rows["replication"].to_numpy(), "status": rows["status"].to_pylist()}
    )
    facts["status"] = facts["status"].astype(object)
    measured = pd.DataFrame({name: rows[name].to_numpy() for name in names})
    table: pd.DataFrame = pd.concat([cells, facts, measured], axis=1)
    return table


def failures_table(design: Design, shards: Shards, wanted: Places) -> pd.DataFrame:
    """Return the failed runs of those that are wanted: cell, key, levers, replication, error, traceback."""
    columns = ["key", "replication", "status", "error", "traceback"]
    rows, place = _rows_wanted(design, shards.read(columns, design.distinct), wanted)
    is_broken = np.asarray(pc.not_equal(rows["status"], DONE))
    rows, place = rows.filter(pa.array(is_broken)), place[is_broken]
    which, taken = _of_each_cell(design, place)
    cells = design.frame().iloc[which].reset_index(drop=True)
    facts = rows.take(pa.array(taken)).select(["replication", "error", "traceback"]).to_pandas(use_threads=False)
    table: pd.DataFrame = pd.concat([cells, facts], axis=1)
    return table


def _rows_wanted(design: Design, rows: Any, wanted: Places) -> tuple[Any, Places]:
    """Return the rows that are wanted, each run once, sorted by key and World; and the place of each row's key."""
    place = pc.fill_null(pc.index_in(rows["key"], design.distinct), -1).to_numpy().astype(np.int64)
    world = rows["replication"].to_numpy()
    is_failed = np.asarray(pc.not_equal(rows["status"], DONE)).astype(np.int64)
    mine = np.flatnonzero((place >= 0) & (world < np.append(wanted, 0)[place]))
    order = mine[np.lexsort((is_failed[mine], world[mine], place[mine]))]
    # A failed run that was done again has two rows, of which the one that is done comes first.
    run = np.stack((place[order], world[order]))
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = (run[:, 1:] != run[:, :-1]).any(axis=0)
    return rows.take(pa.array(order[is_first])), place[order[is_first]]


def _of_each_cell(design: Design, place: Places) -> tuple[Places, Places]:
    """Return for each row of the table its cell and its place among the rows, which are sorted by their keys."""
    first = np.searchsorted(place, design.place, side="left")
    count = np.searchsorted(place, design.place, side="right") - first
    which = np.repeat(np.arange(len(design)), count)
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return which, np.repeat(first, count) + within


def summary_table(table: pd.DataFrame, inputs: Sequence[str], outcomes: Sequence[str]) -> pd.DataFrame:
    """Return one row a cell and outcome: cell, levers, measure, mean, ci_low, ci_high, n, n_undefined, n_failed.

    n counts Worlds in which the outcome is defined. Intervals are of 95 %, as in
    :func:`symbio_sim.metrics.summarise`.
    """
    is_done = (table["status"] == DONE).to_numpy()
    values = {name: table[name].to_numpy() for name in outcomes}
    first = np.flatnonzero(np.diff(table["cell"].to_numpy(), prepend=-1))
    found = []
    for begin, end in zip(first.tolist(), [*first[1:].tolist(), len(table)], strict=True):
        done = is_done[begin:end]
        for name in outcomes:
            mean = _cut(name, estimate(values[name][begin:end][done]))
            found.append([name, *(mean[key] for key in _ESTIMATE), len(done) - int(done.sum())])
    levers = table[["cell", *inputs]].iloc[np.repeat(first, len(outcomes))].reset_index(drop=True)
    return pd.concat([levers, pd.DataFrame(found, columns=["measure", *_ESTIMATE, "n_failed"])], axis=1)


_ESTIMATE = ("mean", "ci_low", "ci_high", "n", "n_undefined")


def _cut(name: str, mean: dict[str, Any]) -> dict[str, Any]:
    """Cut an interval at what the measure can be."""
    low, high = limits(name)
    return mean | {"ci_low": max(mean["ci_low"], low), "ci_high": min(mean["ci_high"], high)}


def write_frames(path: Path, frames: Iterable[pd.DataFrame], mixed: Sequence[str]) -> None:
    """Write the parts of a tidy table as one Parquet file; `mixed` are levers of several kinds, which become JSON.

    Raises
    ------
    OSError
        If it cannot be written; what stood there before then still does.
    """
    with contextlib.ExitStack() as held:
        file = held.enter_context(whole_file(path))
        writer: Any = None
        for frame in frames:
            plain = frame.assign(**{name: frame[name].map(json.dumps) for name in mixed})
            part = pa.Table.from_pandas(plain, preserve_index=False)
            if writer is None:
                writer = held.enter_context(pq.ParquetWriter(file, part.schema, compression="zstd"))
            writer.write_table(part)
