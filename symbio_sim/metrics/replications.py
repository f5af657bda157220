"""Many Worlds: measures with intervals, and firms compared in the same Worlds."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from ..config import Config
from ..run import simulate
from ..world import World, draw_world
from .measures import measure
from .names import limits
from .stress import RESILIENCE_NAMES, natural_loss, stress_test
from .undefined import NAN

CONFIDENCE = 0.95
_IDENTITY = ("seed", "replication")

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


def evaluate(
    config: Config, seed: int = 1, replication: int = 0, *, world: World | None = None, stress: bool = True
) -> dict[str, float]:
    """Simulate one World and return all measures.

    Parameters
    ----------
    config : Config
    seed, replication : int
        Which World.
    world : World, optional
        Use this World instead of drawing one.
    stress : bool
        Whether to run the stress test and the twin without outages as well: up to four more runs. If not,
        `resilience_*`, `stress_*` and `natural_*` are left out.
    """
    mine = draw_world(config, seed, replication) if world is None else world
    run = simulate(config, seed, replication=replication, world=mine)
    found = measure(run)
    if stress:
        test = stress_test(config, mine, run)
        found |= dict.fromkeys(RESILIENCE_NAMES, NAN) if test is None else test.measures()
        found |= natural_loss(config, mine, run)
    return found


def replicate(
    config: Config,
    seed: int = 1,
    replications: int | None = None,
    *,
    stress: bool = True,
    worlds: Sequence[World] | None = None,
    progress: Progress | None = None,
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
    rows = []
    for number in range(n):
        world = draw_world(config, seed, number) if worlds is None else worlds[number]
        found = evaluate(config, world.seed, world.replication, world=world, stress=stress)
        rows.append({"seed": world.seed, "replication": world.replication, **found})
        if progress is not None:
            progress(number + 1, n)
    return pd.DataFrame(rows)


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
    rows = [{"measure": name, **_within(limits(name), _estimate(values))} for name, values in _measures_in(frame)]
    return pd.DataFrame(rows, columns=["measure", "mean", "sd", "ci_low", "ci_high", "n", "n_undefined"])


def compare(
    a: Config,
    b: Config,
    seed: int = 1,
    replications: int | None = None,
    *,
    stress: bool = True,
    progress: Progress | None = None,
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
    pairs = [(draw_world(a, seed, number), draw_world(b, seed, number)) for number in range(max(n, 0))]
    identical = sum(mine == theirs for mine, theirs in pairs)

    def report(offset: int) -> Progress | None:
        return None if progress is None else lambda done, _: progress(offset + done, 2 * n)

    table_a = replicate(a, seed, stress=stress, worlds=[mine for mine, _ in pairs], progress=report(0))
    table_b = replicate(b, seed, stress=stress, worlds=[theirs for _, theirs in pairs], progress=report(n))
    theirs = dict(_measures_in(table_b))
    rows = [{"measure": name, **_paired(ours, theirs[name])} for name, ours in _measures_in(table_a)]
    frame = pd.DataFrame(rows)
    frame.attrs = {"identical_worlds": identical, "worlds": n, "note": _note(identical, n)}
    return frame


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


def _estimate(values: Floats) -> dict[str, Any]:
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


def _within(possible: tuple[float, float], estimate: dict[str, Any]) -> dict[str, Any]:
    """Cut an interval at what is possible; a comparison's differences stay as they are."""
    low, high = possible
    return estimate | {"ci_low": max(estimate["ci_low"], low), "ci_high": min(estimate["ci_high"], high)}


def _paired(ours: Floats, theirs: Floats) -> dict[str, Any]:
    both = ~np.isnan(ours) & ~np.isnan(theirs)
    found = _estimate(np.where(both, theirs - ours, np.nan))
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
