"""What of a design is done: which cell in which World, and what came out where that settles how many more there are."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..experiment import Sequential
from ..metrics.intervals import plain_mean
from .design import Design
from .jobs import CellRuns
from .rows import DONE
from .shards import Shards

GROWTH = 1.5
"""How many times the Worlds there are at the next look, so that there are few looks."""

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ledger:
    """What shards hold of a design; rows are its distinct keys, columns Worlds.

    Attributes
    ----------
    done, failed : ndarray of bool, shape (keys, Worlds)
    values : dict of str to ndarray, shape (keys, Worlds)
        The outcomes that a rule looks at; NaN where there are none.
    """

    done: Mask
    failed: Mask
    values: Mapping[str, Floats]

    @classmethod
    def of(cls, design: Design, shards: Shards, n_worlds: int, outcomes: Sequence[str] = ()) -> "Ledger":
        """Read what shards hold in the first `n_worlds` Worlds; its width ends with the last World there is."""
        table = shards.read(["key", "replication", "status", *outcomes])
        place = pc.fill_null(pc.index_in(table["key"], design.distinct), -1).to_numpy()
        world = table["replication"].to_numpy()
        ours = (place >= 0) & (world < n_worlds)
        shape = (len(design.distinct), int(world[ours].max(initial=-1)) + 1)
        is_done = np.asarray(pc.equal(table["status"], DONE))
        done, failed = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
        good, bad = ours & is_done, ours & ~is_done
        done[place[good], world[good]] = True
        failed[place[bad], world[bad]] = True
        values = {}
        for name in outcomes:
            values[name] = np.full(shape, math.nan)
            values[name][place[good], world[good]] = table[name].to_numpy()[good]
        return cls(done, failed & ~done, values)

    def wanted(self, replications: "int | Sequential") -> NDArray[np.int64]:
        """Return how many Worlds each key is to meet, as far as can be told by now."""
        n_keys, n_worlds = self.done.shape
        if isinstance(replications, int):
            return np.full(n_keys, replications, dtype=np.int64)
        there = self.done | self.failed
        wanted = np.full(n_keys, replications.at_least, dtype=np.int64)
        for key in range(n_keys):
            n = replications.at_least
            while n < replications.at_most and n <= n_worlds and there[key, :n].all():
                if self._are_known(key, n, replications):
                    break
                n = min(replications.at_most, math.ceil(GROWTH * n))
            wanted[key] = n
        return wanted

    def _are_known(self, key: int, n: int, rule: Sequential) -> bool:
        """Tell whether the first n Worlds settle the means of a cell as narrowly as the rule wants."""
        return all(_is_known(self.values[name][key, :n], share) for name, share in rule.until.items())

    def missing(self, wanted: NDArray[np.int64], again: Mask | None = None) -> Mask:
        """Return which runs are wanted and not there, shape (keys, most Worlds wanted).

        Parameters
        ----------
        wanted : ndarray of int
            Worlds that each key is to meet.
        again : ndarray of bool, optional
            Failed runs that are wanted once more.
        """
        width = int(wanted.max(initial=0))
        covered = of_width(self.done | self.failed, width)
        if again is not None:
            covered &= ~of_width(again, width)
        return (np.arange(width) < wanted[:, None]) & ~covered


def of_width(mask: Mask, width: int) -> Mask:
    """Return a mask of Worlds cut or filled up with False to a number of columns."""
    there = mask[:, :width]
    return np.pad(there, ((0, 0), (0, width - there.shape[1])))


def _is_known(values: Floats, share: float) -> bool:
    found = plain_mean(values[~np.isnan(values)])
    return found.half_width <= share * abs(found.mean)


def runs_of(design: Design, missing: Mask) -> Iterator[CellRuns]:
    """Give what is missing cell by cell."""
    for place in np.flatnonzero(missing.any(axis=1)).tolist():
        cell = int(design.first_cell[place])
        replications = tuple(np.flatnonzero(missing[place]).tolist())
        yield CellRuns(str(design.distinct[place]), design.changes_of(cell), replications)
