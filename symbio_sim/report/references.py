"""The reference results of the experiments that come with the package, and how a repetition differs from them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..experiment.shipped import shipped_folder
from .folder import PROVENANCE

REFERENCE_TIER = "quick"
"""Edition of the experiments that the references are of."""

_CAUSES = {
    "symbio_sim": "version of symbio_sim",
    "sources": "sources of symbio_sim",
    "experiment_hash": "file of the experiment",
    "config_hash": "config",
    "log_sha256": "event log",
    "mathematical_library": "mathematical library",
    "platform": "platform",
    "python": "Python",
}
"""What may change a number, the likeliest first."""


@dataclass(frozen=True)
class Difference:
    """One difference between a table and its reference.

    Attributes
    ----------
    file : str
        Name of the table.
    what : str
        Which column differs by how much, or what else is not the same.
    """

    file: str
    what: str


def reference_of(name: str) -> Path | None:
    """Return the folder of an experiment's reference results, if there are any."""
    experiments = shipped_folder()
    if experiments is None:
        return None
    folder = experiments.parent / "results" / name
    return folder if (folder / PROVENANCE).is_file() else None


def differences(reference: Path, here: Path) -> list[Difference]:
    """Return how the tables in a folder differ from those in another; empty if all numbers are the same.

    Every number is compared with all its digits. Figures are not compared: they follow from the tables.
    """
    names = sorted({path.name for folder in (reference, here) for path in folder.glob("*.csv")})
    return [Difference(name, what) for name in names for what in _of_file(reference / name, here / name)]


def causes(reference: Path, here: Path) -> list[str]:
    """Return what is not the same about the circumstances of two results, the likeliest cause first."""
    theirs, ours = (json.loads((folder / PROVENANCE).read_text(encoding="utf-8")) for folder in (reference, here))
    found = list(_not_equal({name: (theirs.get(key), ours.get(key)) for key, name in _CAUSES.items()}))
    packages: list[Mapping[str, Any]] = [facts.get("packages", {}) for facts in (theirs, ours)]
    every = sorted({*packages[0], *packages[1]})
    return found + list(_not_equal({name: (packages[0].get(name), packages[1].get(name)) for name in every}))


def _not_equal(pairs: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (theirs, ours) in pairs.items():
        if theirs != ours:
            yield f"{name}: {_short(theirs)} in the reference, {_short(ours)} here"


def _short(value: Any) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= 24 else f"{text[:12]}..."


def _of_file(reference: Path, here: Path) -> Iterator[str]:
    if not reference.exists():
        yield "is not among the reference results"
        return
    if not here.exists():
        yield "is missing"
        return
    if reference.read_bytes() == here.read_bytes():
        return
    # As text: what is not the same in all digits is different.
    theirs, ours = (pd.read_csv(path, dtype=str, keep_default_na=False) for path in (reference, here))
    yield from _of_tables(theirs, ours)


def _of_tables(theirs: pd.DataFrame, ours: pd.DataFrame) -> Iterator[str]:
    for column in [name for name in theirs if name not in ours]:
        yield f"column {column} is missing"
    for column in [name for name in ours if name not in theirs]:
        yield f"column {column} is new"
    if len(theirs) != len(ours):
        yield f"has {len(ours)} rows, the reference {len(theirs)}"
        return
    for column in [name for name in theirs if name in ours]:
        changed = np.flatnonzero((theirs[column] != ours[column]).to_numpy())
        if len(changed):
            yield _of_column(str(column), theirs, ours, changed.tolist())


def _of_column(column: str, theirs: pd.DataFrame, ours: pd.DataFrame, changed: Sequence[int]) -> str:
    """Say how much a column differs, and where most."""
    before, after = (pd.to_numeric(table[column].iloc[list(changed)], errors="coerce") for table in (theirs, ours))
    gap = (after - before).abs().to_numpy(dtype=np.float64)
    place = changed[int(np.nanargmax(gap))] if np.isfinite(gap).any() else changed[0]
    text = f"column {column} differs in {len(changed)} of {len(theirs)} rows"
    if np.isfinite(gap).any():
        largest = float(np.nanmax(gap))
        size = abs(float(theirs[column].iloc[place]))
        text += f", by up to {largest:.3g}" + (f" ({100 * largest / size:.2g} %)" if size else "")
    return (
        f"{text}; in line {place + 2}: {theirs[column].iloc[place]} in the reference, {ours[column].iloc[place]} here"
    )
