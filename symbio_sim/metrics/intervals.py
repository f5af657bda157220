"""A mean over Worlds with its interval, plain or with control variates.

With controls of known mean 0 the values are regressed on them, and what goes along with them is taken out (Lavenberg &
Welch 1981, Management Science 27:322). The plain regression is biased where values are not linear in the controls: with
40 Worlds by a fifth of its error in a simple queue. So each World is freed by the coefficients of all others, which
know nothing of it: that is without bias whatever the distribution (splitting: Nelson 1990, Operations Research 38:974).
Each coefficient that has to be guessed costs a degree of freedom.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special  # not scipy.stats, which takes 40 MB that no worker of a sweep needs

from .undefined import NAN

CONFIDENCE = 0.95

_SAME = 1e-9
"""Controls that differ by less, relative to their spread, are one."""

Floats = NDArray[np.float64]


class Mean(NamedTuple):
    """A mean, its standard error, and the degrees of freedom of the error."""

    mean: float
    error: float
    freedom: int

    @property
    def half_width(self) -> float:
        """Half the width of its 95 % interval (Student's t); NaN where there is none."""
        return float(special.stdtrit(self.freedom, 0.5 + 0.5 * CONFIDENCE)) * self.error if self.freedom > 0 else NAN


def plain_mean(values: Floats) -> Mean:
    """Return the mean of values of different Worlds; the error is NaN if there are fewer than two."""
    n = len(values)
    if n < 2:
        return Mean(float(values.mean()) if n else NAN, NAN, 0)
    return Mean(float(values.mean()), float(values.std(ddof=1)) / math.sqrt(n), n - 1)


def controlled_mean(values: Floats, controls: Floats) -> Mean:
    """Return the mean of values, freed of what goes along with the controls.

    Parameters
    ----------
    values : ndarray, shape (Worlds,)
    controls : ndarray, shape (Worlds, controls)
        Each of mean 0 over all Worlds that might have been drawn. What never varies, or says the same as others, counts
        for nothing.
    """
    spread = controls.std(axis=0)
    varies = spread > _SAME * np.abs(controls).max(axis=0, initial=0.0)
    design = np.column_stack([np.ones(len(values)), controls[:, varies] / spread[varies]])
    inverse = np.linalg.pinv(design, rcond=_SAME)
    freed = _freed(values, design, inverse)
    rank = round(float(np.trace(inverse @ design)))
    return Mean(float(freed.mean()), float(freed.std(ddof=1)) / math.sqrt(len(freed)), len(freed) - rank)


def _freed(values: Floats, design: Floats, inverse: Floats) -> Floats:
    """Return each value minus what the regression of all others on the controls expects of its World's excess.

    With the coefficients of the others a residual e becomes e / (1 - h), where h is the World's leverage, and the
    intercept moves accordingly: no regression has to be done again, but for Worlds of leverage 1.
    """
    coefficients = inverse @ values
    residual = values - design @ coefficients
    leverage = np.einsum("ij,ji->i", design, inverse)
    alone = leverage > 1.0 - _SAME
    share = np.divide(1.0 - inverse[0], 1.0 - leverage, out=np.zeros(len(values)), where=~alone)
    freed = coefficients[0] + residual * share
    for world in np.flatnonzero(alone):
        others = np.arange(len(values)) != world
        mine = np.linalg.pinv(design[others], rcond=_SAME) @ values[others]
        freed[world] = values[world] - design[world, 1:] @ mine[1:]
    return np.asarray(freed)


def estimate(values: Floats, controls: Floats | None = None) -> dict[str, Any]:
    """Return mean, sd, ci_low, ci_high, n, n_undefined of a measure.

    Parameters
    ----------
    values : ndarray, shape (Worlds,)
        NaN where the measure is undefined; such Worlds are counted, not imputed. With fewer than two others there is
        no interval (NaN).
    controls : ndarray, shape (Worlds, controls), optional
        Used where the measure is defined in all Worlds: among those in which it is, the controls would not have mean 0.

    Returns
    -------
    dict
        As named; sd is the spread of the values, whether there are controls or not. With controls also
        `worlds_saved_share`: the share of the Worlds that the controls save, 1 - (error with / error without)^2;
        negative where they bring less than they cost, 0 where they were not used.
    """
    known = values[~np.isnan(values)]
    n = len(known)
    plain = found = plain_mean(known)
    if controls is not None and n == len(values):
        found = controlled_mean(known, controls)
    half = found.half_width
    saved = {} if controls is None else {"worlds_saved_share": _saved(plain.error, found.error)}
    return {
        "mean": found.mean,
        "sd": float(known.std(ddof=1)) if n > 1 else NAN,
        "ci_low": found.mean - half,
        "ci_high": found.mean + half,
        "n": n,
        "n_undefined": len(values) - n,
        **saved,
    }


def _saved(plain: float, controlled: float) -> float:
    return 1.0 - (controlled / plain) ** 2 if plain > 0.0 else 0.0
