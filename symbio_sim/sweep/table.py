"""The tidy table: one row a run that the experiment asks for, however and in whatever order the runs were done."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..metrics import summarise
from ..metrics.names import MEASURES
from .design import Design
from .rows import DONE
from .shards import Shards

Places = NDArray[np.int64]


def tidy_table(design: Design, shards: Shards, wanted: Places, seed: int) -> pd.DataFrame:
    """Return the runs that are there of those that are wanted.

    Parameters
    ----------
    design : Design
    shards : Shards
    wanted : ndarray of int
        How many Worlds each distinct key is to meet.
    seed : int
        Seed of the Worlds.

    Returns
    -------
    DataFrame
        Columns cell, the levers and uncertainties, seed, replication, status (done or failed), then the measures;
        sorted by cell and replication. Measures of failed runs are NaN.
    """
    rows, place = _rows_wanted(design, shards.read(), wanted)
    which, taken = _of_each_cell(design, place)
    cells = design.frame().drop(columns="key").iloc[which].reset_index(drop=True)
    rows = rows.take(pa.array(taken))
    facts = pd.DataFrame(
        {"seed": seed, "replication": rows["replication"].to_numpy(), "status": rows["status"].to_pylist()}
    )
    facts["status"] = facts["status"].astype(object)
    measures = pd.DataFrame({name: rows[name].to_numpy() for name in rows.schema.names if name in MEASURES})
    return pd.concat([cells, facts, measures], axis=1)


def failures_table(design: Design, shards: Shards, wanted: Places) -> pd.DataFrame:
    """Return the failed runs of those that are wanted: cell, key, levers, replication, error, traceback."""
    columns = ["key", "replication", "status", "error", "traceback"]
    rows, place = _rows_wanted(design, shards.read(columns), wanted)
    which, taken = _of_each_cell(design, place)
    cells = design.frame().iloc[which].reset_index(drop=True)
    facts = rows.take(pa.array(taken)).select(columns[1:]).to_pandas(use_threads=False)
    both = pd.concat([cells, facts], axis=1)
    broken: pd.DataFrame = both[both["status"] != DONE].drop(columns="status").reset_index(drop=True)
    return broken


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


def summary_table(table: pd.DataFrame, inputs: list[str], outcomes: list[str]) -> pd.DataFrame:
    """Return one row a cell and outcome: cell, levers, measure, mean, ci_low, ci_high, n, n_undefined, n_failed.

    n counts Worlds in which the outcome is defined. Intervals are of 95 %, as in :func:`symbio_sim.metrics.summarise`.
    """
    parts = []
    for cell, rows in table.groupby("cell", sort=True):
        found = summarise(rows.loc[rows["status"] == DONE, ["seed", "replication", *outcomes]])
        levers = rows.iloc[0][inputs]
        facts = {"cell": cell, **levers, **{name: found[name] for name in found}}
        parts.append(pd.DataFrame(facts).assign(n_failed=int((rows["status"] != DONE).sum())))
    columns = ["cell", *inputs, "measure", "mean", "ci_low", "ci_high", "n", "n_undefined", "n_failed"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)
