"""Many Worlds: measures with intervals, and firms compared in the same Worlds."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from ..config import Config
from ..engines import Engine
from ..world import World, draw_world
from .batch import Pair, Row, evaluate_each
from .names import limits
from .undefined import NAN

CONFIDENCE = 0.95
_IDENTITY = ("seed", "replication")

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


def replicate(
    config: Config,
    seed: int = 1,
    replications: int | None = None,
    *,
    stress: bool = True,
    worlds: Sequence[World] | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    engine: Engine = "auto",
) -> pd.DataFrame:
    """Evaluate a firm in many Worlds.

    Parameters
    ----------
    config : Config
    seed : int
        Seed of the Worlds; the replication's number picks the World under it.
    replications : int, optional
        How many; the config's own number if left out.
    stress : bool
        As in :func:`evaluate`.
    worlds : sequence of World, optional
        Use these Worlds instead of drawing them; excludes `replications`.
    progress : callable, optional
        Called with (Worlds done, Worlds in all) after each.
    threads, engine
        As in :func:`evaluate_many`.

    Returns
    -------
    DataFrame
        One row a World: seed, replication, then the measures.

    Raises
    ------
    ValueError
        If there is nothing to do, or both `worlds` and `replications` are given.
    """
    if worlds is not None and replications is not None:
        raise ValueError("give either worlds or a number of replications, not both")
    n = len(worlds) if worlds is not None else config.replications if replications is None else replications
    if n < 1:
        raise ValueError(f"at least one replication is needed, got {n}")
    pairs = ((config, draw_world(config, seed, number) if worlds is None else worlds[number]) for number in range(n))
    return pd.DataFrame(
        _told(progress, n, evaluate_each(pairs, stress=stress, threads=threads, engine=engine, n_pairs=n))
    )


def _told(progress: Progress | None, n: int, rows: Iterable[Row]) -> list[Row]:
    """Return rows, telling the progress after each."""
    done = []
    for row in rows:
        done.append(row)
        if progress is not None:
            progress(len(done), n)
    return done


def summarise(frame: pd.DataFrame) -> pd.DataFrame:
    """Return mean, spread and confidence interval of each measure.

    Parameters
    ----------
    frame : DataFrame
        As from :func:`replicate`.

    Returns
    -------
    DataFrame
        One row a measure: measure, mean, sd, ci_low, ci_high (95 %, Student's t, cut at the least
        and greatest value the measure can have), n, n_undefined. Worlds in which a
        measure is undefined are counted, not imputed; with fewer than two others there is no interval (NaN).
    """
    rows = [{"measure": name, **_within(limits(name), estimate(values))} for name, values in _measures_in(frame)]
    return pd.DataFrame(rows, columns=["measure", "mean", "sd", "ci_low", "ci_high", "n", "n_undefined"])


def compare(
    a: Config,
    b: Config,
    seed: int = 1,
    replications: int | None = None,
    *,
    stress: bool = True,
    progress: Progress | None = None,
    threads: int | None = None,
    engine: Engine = "auto",
) -> pd.DataFrame:
    """Compare two firms World by World.

    Each firm meets its own World of the same seed. Worlds are drawn source by source from named streams, so two firms
    with equal circumstances meet the very same World, and different circumstances change only what they concern.

    Returns
    -------
    DataFrame
        One row a measure: measure, mean_a, mean_b (over Worlds in which both are defined), difference (b - a), sd,
        ci_low, ci_high (95 %, Student's t on the paired differences), p_wilcoxon (signed ranks; 1 if nothing
        differs), n, n_undefined. `attrs` says in how many Worlds the two are identical (`identical_worlds`) and, in
        words (`note`), what that means.
    """
    n = a.replications if replications is None else replications
    if n < 1:
        raise ValueError(f"at least one replication is needed, got {n}")
    met = _SameSeed(a, b, seed, n)
    each = evaluate_each(met.pairs(), stress=stress, threads=threads, engine=engine, n_pairs=2 * n)
    rows = _told(progress, 2 * n, each)
    ours, theirs = _measures_in(pd.DataFrame(rows[::2])), dict(_measures_in(pd.DataFrame(rows[1::2])))
    frame = pd.DataFrame([{"measure": name, **_paired(values, theirs[name])} for name, values in ours])
    frame.attrs = {"identical_worlds": met.identical, "worlds": n, "note": _note(met.identical, n)}
    return frame


@dataclass
class _SameSeed:
    """Two firms in Worlds of the same seed; Worlds that are equal are drawn into one."""

    a: Config
    b: Config
    seed: int
    n: int
    identical: int = 0

    def pairs(self) -> Iterator[Pair]:
        """Draw the Worlds: the first firm's and the second's in turn."""
        for number in range(self.n):
            ours, theirs = draw_world(self.a, self.seed, number), draw_world(self.b, self.seed, number)
            is_same = ours == theirs
            self.identical += is_same
            yield self.a, ours
            yield self.b, ours if is_same else theirs


def _note(identical: int, n: int) -> str:
    if identical == n:
        return f"both firms met the same {n} Worlds"
    return (
        f"the firms' circumstances differ, so in {n - identical} of {n} pairs each met its own World of the same seed; "
        "what does not concern the difference is the same in both"
    )


def _measures_in(frame: pd.DataFrame) -> list[tuple[str, Floats]]:
    names = [name for name in frame.columns if name not in _IDENTITY]
    return [(str(name), frame[name].to_numpy(dtype=np.float64)) for name in names]


def estimate(values: Floats) -> dict[str, Any]:
    """Return mean, sd, ci_low, ci_high (95 %, Student's t), n and n_undefined of one measure, shape (Worlds,).

    Worlds in which it is undefined (NaN) are counted, not imputed; with fewer than two others there is no interval.
    """
    known = values[~np.isnan(values)]
    n = len(known)
    mean = float(known.mean()) if n else NAN
    sd = float(known.std(ddof=1)) if n > 1 else NAN
    half = float(stats.t.ppf(0.5 + 0.5 * CONFIDENCE, n - 1)) * sd / math.sqrt(n) if n > 1 else NAN
    return {
        "mean": mean,
        "sd": sd,
        "ci_low": mean - half,
        "ci_high": mean + half,
        "n": n,
        "n_undefined": len(values) - n,
    }


def _within(possible: tuple[float, float], found: dict[str, Any]) -> dict[str, Any]:
    """Cut an interval at what is possible; a comparison's differences stay as they are."""
    low, high = possible
    return found | {"ci_low": max(found["ci_low"], low), "ci_high": min(found["ci_high"], high)}


def _paired(ours: Floats, theirs: Floats) -> dict[str, Any]:
    both = ~np.isnan(ours) & ~np.isnan(theirs)
    found = estimate(np.where(both, theirs - ours, np.nan))
    difference = theirs[both] - ours[both]
    p_value = NAN
    if len(difference):
        changed = bool((difference != 0.0).any())
        p_value = float(stats.wilcoxon(difference, zero_method="pratt").pvalue) if changed else 1.0
    return {
        "mean_a": float(ours[both].mean()) if both.any() else NAN,
        "mean_b": float(theirs[both].mean()) if both.any() else NAN,
        "difference": found.pop("mean"),
        "sd": found["sd"],
        "ci_low": found["ci_low"],
        "ci_high": found["ci_high"],
        "p_wilcoxon": p_value,
        "n": found["n"],
        "n_undefined": found["n_undefined"],
    }
