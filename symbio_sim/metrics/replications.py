"""Many Worlds: measures with intervals, and firms compared in the same Worlds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..engines import Engine
from ..world import World, draw_world
from .batch import Pair, Row, evaluate_each
from .control_variates import (
    Deviations,
    control_columns,
    controls_in,
    deviations,
    names_of,
    refuse_too_few,
    union,
    with_controls,
)
from .intervals import estimate
from .names import limits
from .undefined import NAN

if TYPE_CHECKING:
    import pandas as pd

_IDENTITY = ("seed", "replication")
_COLUMNS = ("mean", "sd", "ci_low", "ci_high", "n", "n_undefined")

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]


def replicate(
    config: Config,
    seed: int = 1,
    replications: int | None = None,
    *,
    stress: bool = True,
    worlds: Sequence[World] | None = None,
    controls: bool = False,
    progress: Progress | None = None,
    threads: int | None = None,
    engine: Engine = "auto",
) -> "pd.DataFrame":
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
    controls : bool
        Whether to add by how much each World exceeds what is expected, in columns `control_*` (see
        :mod:`symbio_sim.metrics.control_variates`); :func:`summarise` then needs fewer Worlds.
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
        If there is nothing to do, both `worlds` and `replications` are given, or controls are asked of Worlds that were
        read from an event log.
    """
    import pandas as pd

    if worlds is not None and replications is not None:
        raise ValueError("give either worlds or a number of replications, not both")
    n = len(worlds) if worlds is not None else config.replications if replications is None else replications
    if n < 1:
        raise ValueError(f"at least one replication is needed, got {n}")
    found: list[Deviations] = []

    def pairs() -> Iterator[Pair]:
        for number in range(n):
            world = draw_world(config, seed, number) if worlds is None else worlds[number]
            if controls:
                found.append(deviations(config, world, stress=stress))
            yield config, world

    rows = _told(progress, n, evaluate_each(pairs(), stress=stress, threads=threads, engine=engine, n_pairs=n))
    return with_controls(rows, found) if controls else pd.DataFrame(rows)


def _told(progress: Progress | None, n: int, rows: Iterable[Row]) -> list[Row]:
    """Return rows, telling the progress after each."""
    done = []
    for row in rows:
        done.append(row)
        if progress is not None:
            progress(len(done), n)
    return done


def summarise(frame: "pd.DataFrame") -> "pd.DataFrame":
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
        With columns `control_*` mean and interval are adjusted by them, for measures that are defined in all Worlds,
        and `worlds_saved_share` says how many Worlds that saves (:func:`symbio_sim.metrics.intervals.estimate`).

    Raises
    ------
    ValueError
        If there are fewer than four Worlds for each control.
    """
    import pandas as pd

    controls = controls_in(frame)
    rows = [
        {"measure": name, **_within(limits(name), estimate(values, controls))} for name, values in _measures_in(frame)
    ]
    return pd.DataFrame(rows, columns=["measure", *_COLUMNS, *([] if controls is None else ["worlds_saved_share"])])


def compare(
    a: Config,
    b: Config,
    seed: int = 1,
    replications: int | None = None,
    *,
    stress: bool = True,
    controls: bool = False,
    progress: Progress | None = None,
    threads: int | None = None,
    engine: Engine = "auto",
) -> "pd.DataFrame":
    """Compare two firms World by World.

    Each firm meets its own World of the same seed. Worlds are drawn source by source from named streams, so two firms
    with equal circumstances meet the very same World, and different circumstances change only what they concern.
    With `controls` means and differences are adjusted by what is known of the Worlds beforehand, as :func:`summarise`
    does it.

    Returns
    -------
    DataFrame
        One row a measure: measure, mean_a, mean_b (over Worlds in which both are defined), difference (b - a), sd,
        ci_low, ci_high (95 %, Student's t on the paired differences), p_wilcoxon (signed ranks; 1 if nothing
        differs; never adjusted), n, n_undefined, and worlds_saved_share with controls. `attrs` says in how many Worlds
        the two are identical (`identical_worlds`) and, in words (`note`), what that means.

    Raises
    ------
    ValueError
        If there is nothing to do, or there are fewer than four Worlds for each control.
    """
    import pandas as pd

    n = a.replications if replications is None else replications
    if n < 1:
        raise ValueError(f"at least one replication is needed, got {n}")
    if controls:
        refuse_too_few(n, names_of(stress))
    met = _SameSeed(a, b, seed, n, stress, controls)
    each = evaluate_each(met.pairs(), stress=stress, threads=threads, engine=engine, n_pairs=2 * n)
    rows = _told(progress, 2 * n, each)
    ours, theirs = _measures_in(pd.DataFrame(rows[::2])), dict(_measures_in(pd.DataFrame(rows[1::2])))
    known = union(met.ours, met.theirs) if controls else None
    frame = pd.DataFrame([{"measure": name, **_paired(values, theirs[name], known)} for name, values in ours])
    frame.attrs = {"identical_worlds": met.identical, "worlds": n, "note": _note(met.identical, n)}
    return frame


@dataclass
class _SameSeed:
    """Two firms in Worlds of the same seed; Worlds that are equal are drawn into one.

    `ours` and `theirs` are the deviations of the Worlds drawn so far, if `controls` are asked for.
    """

    a: Config
    b: Config
    seed: int
    n: int
    stress: bool
    controls: bool
    identical: int = 0
    ours: list[Deviations] = field(default_factory=list)
    theirs: list[Deviations] = field(default_factory=list)

    def pairs(self) -> Iterator[Pair]:
        """Draw the Worlds: the first firm's and the second's in turn."""
        for number in range(self.n):
            ours, theirs = draw_world(self.a, self.seed, number), draw_world(self.b, self.seed, number)
            is_same = ours == theirs
            self.identical += is_same
            if self.controls:
                self.ours.append(deviations(self.a, ours, stress=self.stress))
                self.theirs.append(deviations(self.b, theirs, stress=self.stress))
            yield self.a, ours
            yield self.b, ours if is_same else theirs


def _note(identical: int, n: int) -> str:
    if identical == n:
        return f"both firms met the same {n} Worlds"
    return (
        f"the firms' circumstances differ, so in {n - identical} of {n} pairs each met its own World of the same seed; "
        "what does not concern the difference is the same in both"
    )


def _measures_in(frame: "pd.DataFrame") -> list[tuple[str, Floats]]:
    names = [name for name in frame.columns if name not in (*_IDENTITY, *control_columns(frame))]
    return [(str(name), frame[name].to_numpy(dtype=np.float64)) for name in names]


def _within(possible: tuple[float, float], found: dict[str, Any]) -> dict[str, Any]:
    """Cut an interval at what is possible; a comparison's differences stay as they are."""
    low, high = possible
    return found | {"ci_low": max(found["ci_low"], low), "ci_high": min(found["ci_high"], high)}


def _paired(ours: Floats, theirs: Floats, controls: Floats | None) -> dict[str, Any]:
    both = ~np.isnan(ours) & ~np.isnan(theirs)
    mean_a, mean_b = (estimate(np.where(both, values, np.nan), controls)["mean"] for values in (ours, theirs))
    found = estimate(np.where(both, theirs - ours, np.nan), controls)
    p_value = _signed_rank_p(theirs[both] - ours[both])
    counts = {name: found.pop(name) for name in ("n", "n_undefined")}
    saved = {name: found.pop(name) for name in ("worlds_saved_share",) if name in found}
    means = {"mean_a": mean_a, "mean_b": mean_b, "difference": found.pop("mean")}
    return means | found | {"p_wilcoxon": p_value} | counts | saved


def _signed_rank_p(difference: Floats) -> float:
    """Return the p-value of the signed-rank test (Wilcoxon, zeros as Pratt has them); 1 if nothing differs."""
    from scipy import stats  # takes 40 MB, which workers of a sweep do without

    if not len(difference):
        return NAN
    if not difference.any():
        return 1.0
    return float(stats.wilcoxon(difference, zero_method="pratt").pvalue)
